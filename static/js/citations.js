// Citations: the passage on hover, the original beside the chat on click.
const card = document.getElementById("citation-preview");
const side = document.getElementById("side");
let opener;

function sourceOf(chip) {
  const run = chip.closest("article")?.id.replace("run-", "");
  return document.getElementById(`source-${run}-${chip.dataset.number}`);
}

function preview(chip) {
  const source = sourceOf(chip);
  if (!source) return;
  card.replaceChildren(...[...source.childNodes].map((node) => node.cloneNode(true)));
  card.querySelector("a")?.removeAttribute("data-source");
  card.hidden = false;
  const at = chip.getBoundingClientRect(), size = card.getBoundingClientRect();
  card.style.left = `${Math.max(16, Math.min(at.left, innerWidth - size.width - 16))}px`;
  card.style.top = at.top > size.height + 16 ? `${at.top - size.height - 8}px` : `${at.bottom + 8}px`;
}

function openSide(link) {
  opener = link;
  for (const each of document.querySelectorAll("a.citation[aria-current]")) each.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  card.hidden = true;
  side.hidden = false;
  side.focus({ preventScroll: true });
  htmx.ajax("GET", link.href.split("#")[0], { target: "#side-body", swap: "innerHTML" });
}

function closeSide() {
  side.hidden = true;
  document.getElementById("side-body").replaceChildren();
  opener?.removeAttribute("aria-current");
  opener?.focus({ preventScroll: true });
}

if (side) {
  const chipOf = (event) => event.target.closest?.("a.citation");
  document.addEventListener("mouseover", (event) => chipOf(event) && preview(chipOf(event)));
  document.addEventListener("mouseout", (event) => { if (chipOf(event)) card.hidden = true; });
  document.addEventListener("focusin", (event) => { if (chipOf(event)) preview(chipOf(event)); else card.hidden = true; });
  document.addEventListener("scroll", () => { card.hidden = true; }, { passive: true });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-close-side]")) { closeSide(); return; }
    const link = event.target.closest("a.citation, a[data-source]");
    if (!link?.getAttribute("href") || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    openSide(link);
  });
  document.addEventListener("htmx:confirm", (event) => {
    const link = event.target.closest("[data-toggle-trace]");
    if (!link) return;
    const open = link.getAttribute("aria-expanded") === "true";
    link.setAttribute("aria-expanded", String(!open));
    if (!open) return;
    event.preventDefault();
    document.getElementById(link.getAttribute("aria-controls")).replaceChildren();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || document.querySelector("details.dropdown[open]")) return;
    card.hidden = true;
    if (!side.hidden) closeSide();
  });
}
