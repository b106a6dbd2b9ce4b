// Files go up one request each, a few at a time, with their progress in the tray.
const AT_ONCE = 3;
const form = document.querySelector("[data-upload]");
const veil = document.querySelector("[data-drop-anywhere]");
const template = document.getElementById("upload-line");
const waiting = [];
let running = 0;

function add(files, address) {
  for (const file of files) waiting.push({ file, address, line: draw(file) });
  document.getElementById("tray").open = true;
  next();
}

function draw(file) {
  const line = template.content.firstElementChild.cloneNode(true);
  line.querySelector("[data-name]").textContent = file.name;
  document.getElementById("tray-uploads").append(line);
  return line;
}

function next() {
  while (running < AT_ONCE && waiting.length) send(waiting.shift());
}

function send(upload) {
  running += 1;
  const request = new XMLHttpRequest(), body = new FormData();
  body.append("files", upload.file);
  request.open("POST", upload.address);
  request.setRequestHeader("Accept", "application/json");
  request.setRequestHeader("X-CSRFToken", JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"]);
  request.upload.onprogress = (event) => show(upload.line, event.loaded / event.total);
  request.onloadend = () => { running -= 1; end(upload, request); next(); };
  upload.line.querySelector("[data-dismiss]").onclick = () => request.abort();
  request.send(body);
}

function show(line, share) {
  line.querySelector(".bar > span").style.width = `${Math.round(100 * share)}%`;
  line.querySelector("[data-percent]").textContent = `${Math.round(100 * share)} %`;
}

function end({ line }, request) {
  if (!line.isConnected) return;
  const result = request.status === 200 ? JSON.parse(request.responseText).results[0] : null;
  htmx.trigger(document.body, "documents-changed");
  if (result && !result.problem) {
    line.querySelector("[data-percent]").textContent = "";
    line.querySelector(".bar").remove();
    line.querySelector("[data-note]").textContent = result.note;
    setTimeout(() => line.remove(), 3000);
    return;
  }
  const { failed, denied } = line.dataset;
  line.querySelector(".bar").remove();
  line.querySelector("[data-percent]").textContent = "";
  line.querySelector("[data-note]").textContent = result?.problem || (request.status === 403 || request.status === 409 ? denied : failed);
  line.querySelector("[data-note]").classList.add("text-error");
}

if (form) {
  for (const button of form.querySelectorAll("[data-no-script]")) button.hidden = true;
  for (const button of form.querySelectorAll("[data-with-script]")) button.hidden = false;
  form.querySelector("[type=file]").classList.add("sr-only");
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("[type=file]").addEventListener("change", (event) => {
    add(event.target.files, form.action);
    event.target.value = "";
  });
}

if (veil) {
  const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
  let depth = 0;
  addEventListener("dragenter", (event) => { if (holdsFiles(event)) { depth += 1; veil.classList.add("on"); } });
  addEventListener("dragleave", (event) => { if (holdsFiles(event)) { depth -= 1; if (depth <= 0) veil.classList.remove("on"); } });
  addEventListener("dragover", (event) => { if (holdsFiles(event)) event.preventDefault(); });
  addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    depth = 0;
    veil.classList.remove("on");
    add(event.dataTransfer.files, veil.dataset.dropAnywhere);
  });
}
