// The editor of agents: line numbers beside the YAML, errors at their lines, Tab that indents.
const editor = document.getElementById("editor");
const yaml = () => document.getElementById("yaml");

function number() {
  const lines = document.querySelector(".yaml-lines");
  const wanted = yaml().value.split("\n").length;
  while (lines.childElementCount > wanted) lines.lastElementChild.remove();
  for (let n = lines.childElementCount; n < wanted; n++) lines.append(Object.assign(document.createElement("span"), { textContent: n + 1 }));
  lines.scrollTop = yaml().scrollTop;
}

function mark() {
  const wrong = new Map([...document.querySelectorAll("#preview [data-line]")].map((each) => [Number(each.dataset.line), each.textContent]));
  document.querySelectorAll(".yaml-lines > span").forEach((span, index) => {
    span.classList.toggle("wrong", wrong.has(index + 1));
    span.title = wrong.get(index + 1) ?? "";
  });
  yaml().setAttribute("aria-invalid", String(wrong.size > 0));
}

function goTo(line, column) {
  const text = yaml();
  editor.querySelector('[name="tab"][value="yaml"]').checked = true;
  const start = text.value.split("\n").slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
  text.focus();
  text.setSelectionRange(start, start);
  text.scrollTop = Math.max(0, (line - 5) * Number.parseFloat(getComputedStyle(text).lineHeight));
}

function indent(event) {
  const text = event.target;
  event.preventDefault();
  text.setRangeText("  ", text.selectionStart, text.selectionEnd, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

if (editor) {
  let leaving = false; // Esc, then Tab leaves the field: it must not be a trap
  document.addEventListener("input", (event) => { if (event.target.id === "yaml") number(); });
  document.addEventListener("keydown", (event) => {
    if (event.target.id !== "yaml") return;
    if (event.key === "Tab" && !event.shiftKey && !leaving) indent(event);
    leaving = event.key === "Escape";
  });
  document.addEventListener("scroll", (event) => {
    if (event.target.id === "yaml") document.querySelector(".yaml-lines").scrollTop = event.target.scrollTop;
  }, true);
  document.addEventListener("htmx:afterSettle", () => { if (editor.isConnected && yaml()) { number(); mark(); } });
  document.addEventListener("click", (event) => {
    const place = event.target.closest("[data-line]");
    if (!place) return;
    event.preventDefault();
    goTo(Number(place.dataset.line), Number(place.dataset.column));
  });
  number();
  mark();
}
