// What a question brings along: files that are attached, and documents that are named after @ or #.
const box = document.getElementById("chips");
const composer = document.getElementById("composer");
const question = document.getElementById("question");
const list = document.getElementById("suggest");
const TYPED = /(?:^|\s)[@#]([^\s@#]{0,60})$/u;
const EVERY_MS = 1500;
const OPEN = new Set(["queued", "extracting", "chunking", "embedding"]);
let drawer = "";
let asked = 0;

const conversation = () => document.getElementById("composer-conversation").value;

function chip(name, pk, state, reason = "") {
  const made = document.createElement("span");
  made.className = "file-chip";
  Object.assign(made.dataset, { state });
  made.title = reason;
  const label = document.createElement("span");
  label.textContent = reason ? `${name}: ${reason}` : name;
  const remove = document.createElement("button");
  Object.assign(remove, { type: "button", className: "btn-icon", textContent: "×", title: box.dataset.remove });
  remove.setAttribute("aria-label", `${box.dataset.remove}: ${name}`);
  remove.onclick = () => take(made);
  made.append(label, remove);
  if (pk) {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name: "mention", value: pk });
    made.append(input);
  }
  box.append(made);
  return made;
}

function take(made) {
  const pk = made.querySelector("input")?.value;
  if (pk && made.dataset.attached) post(box.dataset.detach.replace("00000000-0000-0000-0000-000000000000", pk), new FormData());
  made.remove();
  question.focus();
}

function post(address, body) {
  const token = composer.querySelector("[name=csrfmiddlewaretoken]").value;
  return fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token, Accept: "application/json" } });
}

async function attach(files) {
  for (const file of files) {
    const made = chip(file.name, "", "busy");
    const body = new FormData();
    body.append("files", file, file.name);
    body.append("conversation", conversation());
    body.append("drawer", drawer);
    const answer = await post(box.dataset.attach, body).then((response) => (response.ok ? response.json() : null)).catch(() => null);
    made.remove();
    const result = answer?.results[0];
    if (!result || result.problem) { chip(file.name, "", "failed", result?.problem || box.dataset.failed); continue; }
    drawer = answer.drawer ?? "";
    chip(result.name, result.document, OPEN.has(result.state) ? "busy" : "ready").dataset.attached = "yes";
    watch();
  }
}

let watching = false;
async function watch() {
  if (watching) return;
  watching = true;
  for (;;) {
    const busy = [...box.querySelectorAll("[data-state=busy] input")];
    if (!busy.length) break;
    const query = busy.map((input) => `document=${input.value}`).join("&");
    const states = await fetch(`${box.dataset.state}?${query}`).then((response) => response.json()).catch(() => ({}));
    for (const input of busy) show(input.parentElement, states[input.value]);
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
  watching = false;
}

function show(made, found) {
  if (!found || OPEN.has(found.state)) return;
  const failed = found.state !== "ready";
  made.dataset.state = failed ? "failed" : "ready";
  if (!failed) return;
  made.querySelector("input").remove();
  made.querySelector("span").textContent += `: ${found.reason}`;
}

async function suggest() {
  const typed = TYPED.exec(question.value.slice(0, question.selectionStart));
  if (!typed) { list.hidden = true; return; }
  const mine = (asked += 1);
  const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(typed[1])}&conversation=${conversation()}`).catch(() => null);
  if (!answer?.ok || mine !== asked) return;
  list.innerHTML = await answer.text();
  list.hidden = false;
  choose(options()[0]);
}

const options = () => [...list.querySelectorAll("[role=option]")];
const chosen = () => list.querySelector("[aria-selected=true]");

function choose(line) {
  chosen()?.removeAttribute("aria-selected");
  line?.setAttribute("aria-selected", "true");
  line?.scrollIntoView({ block: "nearest" });
}

function name(line) {
  const before = question.value.slice(0, question.selectionStart).replace(/[@#][^\s@#]*$/u, "");
  question.value = before + question.value.slice(question.selectionStart);
  question.setSelectionRange(before.length, before.length);
  list.hidden = true;
  if (!box.querySelector(`input[value="${line.dataset.mention}"]`)) chip(line.textContent.trim(), line.dataset.mention, "ready");
  question.focus();
}

if (box) {
  const files = document.getElementById("attach-files");
  const button = document.getElementById("attach");
  button.hidden = false;
  button.addEventListener("click", () => files.click());
  files.addEventListener("change", async () => { const picked = [...files.files]; files.value = ""; await attach(picked); });
  question.addEventListener("paste", (event) => {
    const pasted = [...(event.clipboardData?.files ?? [])];
    if (pasted.length) { event.preventDefault(); attach(pasted); }
  });
  composer.addEventListener("drop", (event) => {
    const dropped = [...(event.dataTransfer?.files ?? [])];
    if (!dropped.length) return;
    event.preventDefault();
    event.stopPropagation();
    document.querySelector("[data-drop-anywhere]")?.classList.remove("on");
    attach(dropped);
  });
  question.addEventListener("input", suggest);
  question.addEventListener("blur", () => setTimeout(() => { list.hidden = true; }, 150));
  question.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const all = options(), step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && all.length) { event.preventDefault(); choose(all[(all.indexOf(chosen()) + step + all.length) % all.length]); }
    else if (["Enter", "Tab"].includes(event.key) && chosen()) { event.preventDefault(); event.stopImmediatePropagation(); name(chosen()); }
    else if (event.key === "Escape") { event.stopPropagation(); list.hidden = true; }
  }, true);
  list.addEventListener("mousedown", (event) => {
    const line = event.target.closest("[data-mention]");
    if (line) { event.preventDefault(); name(line); }
  });
  document.body.addEventListener("asked", () => { box.replaceChildren(); drawer = ""; });
}
