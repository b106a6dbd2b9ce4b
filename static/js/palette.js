// The palette: typing finds, arrows choose, Enter opens.
const box = document.getElementById("palette");

if (box) {
  const words = document.getElementById("palette-words");
  const found = document.getElementById("palette-found");
  const lines = () => [...found.querySelectorAll("[role=option]")];
  const chosen = () => found.querySelector("[aria-selected=true]");

  const choose = (line) => {
    chosen()?.removeAttribute("aria-selected");
    line?.setAttribute("aria-selected", "true");
    line?.scrollIntoView({ block: "nearest" });
    if (line) words.setAttribute("aria-activedescendant", line.id);
    else words.removeAttribute("aria-activedescendant");
  };

  const open = () => {
    if (box.open) return box.close();
    words.value = "";
    box.showModal();
    words.focus();
    htmx.trigger(words, "palette-opened");
  };

  box.addEventListener("palette-toggle", open);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-open-palette]")) { event.preventDefault(); open(); }
    if (event.target === box) box.close();
  });
  found.addEventListener("htmx:afterSwap", () => choose(lines()[0]));
  words.addEventListener("keydown", (event) => {
    const all = lines();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && all.length) {
      event.preventDefault();
      choose(all[(all.indexOf(chosen()) + step + all.length) % all.length]);
    } else if (event.key === "Enter" && chosen()) {
      event.preventDefault();
      chosen().click();
    }
  });
}
