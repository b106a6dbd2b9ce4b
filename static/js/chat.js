// The chat room: composing, watching answers being made, stopping them.
import { Socket } from "./socket.js";
import { isOn } from "./shortcuts.js";
import { toHtml } from "./streaming.js";

const LAST = new Set(["answer", "error", "stopped"]);
const PATIENCE = 4; // failed connections before the page asks by plain requests instead
const composer = document.getElementById("composer");
const question = document.getElementById("question");
const watched = new Map();

class Answer {
  constructor(article) {
    Object.assign(this, { article, seq: 0, text: "", drawing: false });
    this.body = article.querySelector(".answer");
    this.status = article.querySelector(".answer-status");
    this.socket = new Socket(() => `/ws/runs/${article.dataset.run}/?after=${this.seq}`, {
      onMessage: (message) => this.take(message),
      onLost: (failures) => this.lost(failures),
      onRefused: () => this.refresh(),
      onOpen: (again) => again && this.show(this.state),
    });
  }

  take(message) {
    if (message.seq <= this.seq) return;
    this.seq = message.seq;
    if (message.type === "state") this.show(message.state);
    else if (message.type === "step") this.article.dispatchEvent(new CustomEvent("run:step", { bubbles: true, detail: message }));
    else if (message.type === "restart" || message.type === "retract") { this.text = ""; this.draw(); }
    else if (message.type === "token") { this.text += message.text; this.draw(); }
    else if (LAST.has(message.type)) this.finish();
  }

  show(state) {
    if (!state) return;
    this.state = state;
    if (state !== "queued") this.begun();
    this.status.textContent = this.status.dataset[state] ?? this.status.textContent;
  }

  begun() {
    delete this.article.dataset.waits;
    this.article.querySelector(".queue-cancel")?.remove();
  }

  lost(failures) {
    this.status.textContent = this.status.dataset.lost;
    if (failures >= PATIENCE) this.poll();
  }

  draw() {
    if (this.drawing) return;
    this.drawing = true;
    requestAnimationFrame(async () => {
      const html = await toHtml(this.text);
      this.drawing = false;
      if (this.done) return;
      keepAtEnd(() => { this.body.innerHTML = html; });
    });
  }

  finish() {
    this.done = true;
    this.socket.close();
    this.refresh();
  }

  async refresh() {
    if (!this.article.isConnected) return;
    const response = await fetch(this.article.dataset.url, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (response && (response.redirected || response.status === 404)) { location.reload(); return; } // signed out, or deleted elsewhere
    if (!response?.ok) { setTimeout(() => this.refresh(), 2000); return; }
    const html = await response.text();
    if (!this.article.isConnected) return; // another branch is shown by now
    if (html.includes(" data-run=")) {
      this.article.dispatchEvent(new CustomEvent("run:step", { bubbles: true, detail: {} }));
      setTimeout(() => this.refresh(), 1500);
      return;
    }
    this.socket.close();
    this.done = true;
    const box = document.createElement("template");
    box.innerHTML = html;
    const fresh = box.content.querySelector("article");
    keepAtEnd(() => this.article.replaceWith(fresh));
    htmx.process(fresh);
    watched.delete(this.article.dataset.run);
    announce(this.status.dataset.done);
    htmx.trigger(document.body, "answer-done");
    dress(fresh);
    settle();
    htmx.trigger(document.body, "answered");
  }

  poll() {
    this.socket.close();
    this.refresh();
  }

  leave() {
    this.done = true;
    this.socket.close();
  }
}

function watch(root) {
  for (const [run, answer] of watched) if (!answer.article.isConnected) { answer.leave(); watched.delete(run); }
  for (const article of root.querySelectorAll("article[data-run]")) {
    if (!watched.has(article.dataset.run)) watched.set(article.dataset.run, new Answer(article));
  }
  settle();
}

// While an answer is being made there is a button to stop it; what is sent meanwhile waits its turn on the server.
function settle() {
  if (!composer) return;
  const busy = watched.size > 0;
  document.getElementById("stop").hidden = !busy;
  document.getElementById("send").hidden = busy && !question.value.trim();
}

// Stops what is being made; messages that wait have a button of their own.
function stop() {
  for (const answer of watched.values()) {
    if ("waits" in answer.article.dataset) continue;
    fetch(answer.article.dataset.stop, { method: "POST", headers: { "HX-Request": "true", "X-CSRFToken": composer.querySelector("[name=csrfmiddlewaretoken]").value } });
  }
}

function keepAtEnd(change) {
  const page = document.scrollingElement;
  const near = page.scrollHeight - page.scrollTop - page.clientHeight < 120;
  change();
  if (near) page.scrollTop = page.scrollHeight;
}

function announce(text) {
  document.getElementById("announce").textContent = text;
}

// Code blocks get a copy button.
function dress(root) {
  const template = document.querySelector("[data-copied]");
  for (const block of root.querySelectorAll(".answer pre:not(:has(.code-copy))")) {
    const button = template?.cloneNode(true);
    if (!button) return;
    button.classList.add("code-copy");
    delete button.dataset.copy;
    button.dataset.copyText = block.textContent;
    block.append(button);
  }
}

// Browsers that can't size a text field by its content are helped.
function fitQuestion() {
  if (CSS.supports("field-sizing", "content")) return;
  question.style.height = "auto";
  question.style.height = `${question.scrollHeight}px`;
}

if (composer) {
  question.addEventListener("input", () => { fitQuestion(); settle(); });
  toHtml(""); // loads what growing answers need before there is one
  question.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    if (!question.value.trim()) return;
    composer.requestSubmit();
  });
  composer.addEventListener("htmx:beforeRequest", () => { document.getElementById("send").disabled = true; });
  document.body.addEventListener("htmx:afterRequest", () => { document.getElementById("send").disabled = false; });
  document.body.addEventListener("asked", () => {
    question.value = "";
    fitQuestion();
    settle();
    for (const open of document.querySelectorAll(".topbar details.dropdown[open]")) open.open = false;
  });
  document.getElementById("stop").addEventListener("click", stop);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.shiftKey || !isOn("stop")) return;
    if (watched.size && !document.querySelector("details.dropdown[open], dialog[open], .side:not([hidden]), .sidebar.open")) stop();
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id !== "turns") return;
    watch(document);
    dress(document);
    const grown = [...event.target.querySelectorAll("article[data-run]")].pop(); // an answer has begun: it is looked at
    if (grown) document.scrollingElement.scrollTop = document.scrollingElement.scrollHeight;
  });
  document.addEventListener("click", (event) => {
    const example = event.target.closest("[data-example]");
    if (!example) return;
    event.preventDefault();
    question.value = example.value;
    composer.requestSubmit();
  });
  dress(document);
  watch(document);
  if (!location.hash && document.querySelector("#turns .turn")) document.scrollingElement.scrollTop = document.scrollingElement.scrollHeight;
}
