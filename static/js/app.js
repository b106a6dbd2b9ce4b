// Behaviour of every page, found by data attributes: nothing is written into the HTML as code.
import "./attachments.js";
import "./charts.js";
import "./agents.js";
import "./chat.js";
import "./citations.js";
import "./documents.js";
import "./editing.js";
import "./palette.js";
import "./shortcuts.js";
import "./steps.js";
import "./upload.js";
import "./viewer.js";
import { say } from "./say.js";

const sidebar = document.getElementById("sidebar");

document.addEventListener("click", (event) => {
  const on = (selector) => event.target.closest(selector);
  let hit;
  if ((hit = on("[data-dismiss]"))) hit.closest(hit.dataset.dismiss)?.remove();
  else if ((hit = on("[data-copy], [data-copy-text]"))) copy(hit);
  else if ((hit = on("[data-open]"))) document.querySelector(hit.dataset.open)?.showModal();
  else if ((hit = on("[data-close]"))) hit.closest("dialog")?.close();
  else if ((hit = on("[data-open-sidebar]"))) { event.preventDefault(); showSidebar(true); }
  else if ((hit = on("[data-close-sidebar]"))) { event.preventDefault(); showSidebar(false); }
  closeDropdowns(event.target);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = [...document.querySelectorAll("details.dropdown[open]")].pop();
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
    event.stopImmediatePropagation();
  } else if (sidebar?.classList.contains("open")) showSidebar(false);
});

document.addEventListener("input", (event) => {
  const selector = event.target.dataset?.filter;
  if (!selector) return;
  const words = event.target.value.trim().toLocaleLowerCase();
  for (const each of document.querySelectorAll(selector)) each.hidden = !each.textContent.toLocaleLowerCase().includes(words);
});

document.addEventListener("change", (event) => {
  const { form, dataset } = event.target;
  if (dataset.checkAll) for (const box of form.querySelectorAll(`input[name="${dataset.checkAll}"]`)) box.checked = event.target.checked;
  if (event.target.closest("[data-submit-on-change]")) form.requestSubmit();
});

// The theme changes at once; the form keeps it.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-theme-form]") || !event.submitter) return;
  event.preventDefault();
  const theme = event.submitter.value;
  fetch(event.target.action, { method: "POST", body: new FormData(event.target, event.submitter), headers: { "HX-Request": "true" } });
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  for (const button of document.querySelectorAll("[data-theme-form] button")) button.toggleAttribute("aria-pressed", false);
  for (const button of document.querySelectorAll(`[data-theme-form] [value="${theme}"]`)) button.setAttribute("aria-pressed", "true");
});

document.addEventListener("htmx:responseError", (event) => {
  const { status } = event.detail.xhr;
  const { gone, denied, failed } = document.getElementById("toasts").dataset;
  say(status === 404 ? gone : status === 403 ? denied : failed);
});
document.addEventListener("htmx:sendError", () => say(document.getElementById("toasts").dataset.failed));

for (const button of document.querySelectorAll(".flash [data-dismiss]")) button.hidden = false;

function showSidebar(open) {
  sidebar.classList.toggle("open", open);
  if (location.hash === "#sidebar") history.replaceState(null, "", location.pathname + location.search);
  (open ? sidebar.querySelector("summary, a, button") : document.querySelector("[data-open-sidebar]"))?.focus();
}

function closeDropdowns(target) {
  for (const open of document.querySelectorAll("details.dropdown[open]")) if (!open.contains(target)) open.open = false;
}

async function copy(button) {
  const source = button.dataset.copy && document.querySelector(button.dataset.copy);
  const text = source ? (source.value ?? source.textContent) : button.dataset.copyText;
  await navigator.clipboard.writeText(text);
  say(button.dataset.copied || button.title);
}
