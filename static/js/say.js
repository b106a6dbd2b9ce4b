// Short notes that need no decision; they go by themselves and are read out.
export function say(text, lasting_ms = 4000) {
  if (!text) return;
  const note = document.createElement("div");
  note.className = "notice bg-base-100 shadow-lg";
  note.textContent = text;
  document.getElementById("toasts").append(note);
  setTimeout(() => note.remove(), lasting_ms);
}
