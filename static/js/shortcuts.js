// Keys of the whole page: which ones are listened to comes with the page, what they do is here.
const apple = /Mac|iPhone|iPad/.test(navigator.platform);
const signs = apple ? { Mod: "⌘", Shift: "⇧", Escape: "Esc" } : { Mod: "Ctrl", Escape: "Esc" };
const box = document.getElementById("palette");
const listened = new Map();

const actions = {
  palette: () => box.dispatchEvent(new CustomEvent("palette-toggle")),
  "new-chat": () => document.querySelector("[data-new-chat]")?.click(),
  sidebar: () => toggleSidebar(),
  "copy-answer": () => [...document.querySelectorAll(".turn-answer [data-copy]")].pop()?.click(),
  "focus-composer": () => document.getElementById("question")?.focus(),
  list: () => document.getElementById("shortcut-list").showModal(),
};

function toggleSidebar() {
  if (matchMedia("(min-width: 64rem)").matches) {
    const hidden = document.documentElement.classList.toggle("sidebar-hidden");
    localStorage.setItem("sidebar", hidden ? "hidden" : "");
  } else document.querySelector("[data-open-sidebar]")?.click();
}

function pressed(event) {
  const parts = [];
  if (apple ? event.metaKey : event.ctrlKey) parts.push("Mod");
  if (event.altKey || (apple ? event.ctrlKey : event.metaKey)) return "";
  if (event.shiftKey) parts.push("Shift");
  // By place for letters: a Thai layout has others on the same keys.
  parts.push(/^Key[A-Z]$/.test(event.code) ? event.code.slice(3) : event.code === "Slash" ? "/" : event.key);
  return parts.join("+");
}

if (box) {
  for (const [name, keys] of Object.entries(JSON.parse(box.dataset.keysOn))) listened.set(keys, name);
  for (const each of document.querySelectorAll("[data-keys]")) each.textContent = each.textContent.split("+").map((key) => signs[key] ?? key).join(apple ? "" : " + ");
  document.documentElement.classList.toggle("sidebar-hidden", localStorage.getItem("sidebar") === "hidden");
  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const act = actions[listened.get(pressed(event))];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

export function isOn(name) {
  return !box || [...listened.values()].includes(name);
}
