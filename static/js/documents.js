// Documents that move through their stages: rows follow the project's socket, and a new connection starts from the list.
import { Socket } from "./socket.js";

const EVERY_MS = 400;
const due = new Map();
const fetching = new Set();

function soon(key, act) {
  if (due.has(key)) return;
  due.set(key, setTimeout(() => { due.delete(key); act(); }, EVERY_MS));
}

const part = () => document.querySelector("[data-live]");
const busyHere = (element) => element.querySelector("details[open], :focus") !== null;

function refresh() {
  const live = part();
  if (!live) return;
  // A menu that is open or a tick that is set stays: the list waits for it.
  if (live.querySelector("details[open], input[name=document]:checked")) { soon("all", refresh); return; }
  htmx.trigger(live, "refresh");
}

function refetch(id) {
  const row = document.getElementById(id);
  if (!row) return;
  // One at a time: an answer that is still on its way takes the row's place, and may be older than what is asked for now.
  if (fetching.has(id) || busyHere(row)) { soon(id, () => refetch(id)); return; }
  const ticked = row.querySelector("input[name=document]")?.checked;
  fetching.add(id);
  htmx.ajax("GET", row.dataset.row, { target: row, swap: "outerHTML" }).finally(() => {
    fetching.delete(id);
    const box = document.querySelector(`#${CSS.escape(id)} input[name=document]`);
    if (box && ticked) box.checked = true;
  });
}

function take(message) {
  if (message.type === "index") return;
  htmx.trigger(document.body, "documents-changed");
  const live = part();
  if (live.dataset.document) {
    if (live.dataset.document === message.document) soon("all", refresh);
    return;
  }
  const row = document.getElementById(`document-${message.document}`);
  if (message.type === "removed") row?.remove();
  else if (!row) soon("all", refresh);
  else if (message.type === "progress" && row.dataset.state === message.state && row.querySelector("[data-percent]")) progress(row, message.progress);
  else soon(row.id, () => refetch(row.id));
}

function progress(row, [done, total]) {
  const share = total ? Math.min(100, Math.round((100 * done) / total)) : 0;
  row.querySelector(".bar > span").style.width = `${share}%`;
  row.querySelector(".bar").setAttribute("aria-valuenow", share);
  row.querySelector("[data-percent]").textContent = `${share} %`;
}

if (part()) {
  // What ended while the socket was opening was said to nobody: rows that still move are asked for.
  const moving = () => document.querySelector(["queued", "extracting", "chunking", "embedding"].map((state) => `[data-row][data-state=${state}]`).join());
  new Socket(part().dataset.live, { onMessage: take, onOpen: (again) => (again || moving()) && refresh() });
}
