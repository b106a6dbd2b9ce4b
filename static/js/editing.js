// Editing one's own message in place, renaming the conversation, undoing a deletion.
import { say } from "./say.js";

const UNDO_MS = 10_000; // the server waits longer

document.addEventListener("click", (event) => {
  const close = event.target.closest("[data-close-edit]");
  if (!close) return;
  const details = close.closest("details");
  close.form.reset();
  details.open = false;
  details.querySelector("summary").focus();
});

document.addEventListener("toggle", (event) => {
  if (!event.target.matches?.("details.edit") || !event.target.open) return;
  const text = event.target.querySelector("textarea");
  text.focus();
  text.setSelectionRange(text.value.length, text.value.length);
}, true);

document.addEventListener("keydown", (event) => {
  const details = event.target.closest?.("details.edit[open]");
  if (details && event.key === "Escape") {
    event.stopImmediatePropagation();
    details.querySelector("[data-close-edit]").click();
  } else if (details && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    details.querySelector("[name=rerun]").click();
  } else if (event.target.matches?.("[data-title]") && event.key === "Escape") {
    event.target.value = event.target.defaultValue;
    event.target.blur();
  }
}, true);

// A title that comes by itself must not take the line away from under who is writing in it.
document.addEventListener("htmx:beforeRequest", (event) => {
  const busy = document.querySelector("#conversation-head :is(input:focus, details[open])");
  if (event.target.matches("[data-title-coming]") && busy) event.preventDefault();
});

for (const undo of document.querySelectorAll("form[data-undo]")) setTimeout(() => undo.closest(".notice")?.remove(), UNDO_MS);

document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-copy-link]");
  if (!link) return;
  await navigator.clipboard.writeText(new URL(link.dataset.copyLink, location.href).href);
  say(link.dataset.copied);
});
