// The original's own pages, drawn when they come into view, with the passage's boxes laid over them.
const TALLEST = 4; // pages kept drawn on either side
const PDF_TO_CSS = 96 / 72;

class Pages {
  constructor(holder) {
    this.holder = holder;
    this.layout = JSON.parse(holder.querySelector("script[type='application/json']").textContent);
    this.list = holder.querySelector(".pdf-pages");
    this.zoom = 1;
    this.drawn = new Map();
  }

  async open() {
    const library = await import(this.holder.dataset.library);
    const base = new URL(".", new URL(this.holder.dataset.library, location.href)).href;
    library.GlobalWorkerOptions.workerSrc = `${base}pdf.worker.min.mjs`;
    const options = { url: this.holder.dataset.source, cMapUrl: `${base}cmaps/`, cMapPacked: true, standardFontDataUrl: `${base}standard_fonts/`, wasmUrl: `${base}wasm/`, isEvalSupported: false, enableXfa: false };
    this.pdf = await library.getDocument(options).promise;
    await this.place();
    this.watch();
  }

  async place() {
    const first = await this.pdf.getPage(1), usual = first.getViewport({ scale: 1 });
    for (let number = 1; number <= this.pdf.numPages; number += 1) {
      const [width, height] = this.layout.sizes[number - 1] ?? [usual.width, usual.height];
      const page = document.createElement("div");
      page.className = "pdf-page";
      Object.assign(page.dataset, { number, width: width || usual.width, height: height || usual.height });
      const label = document.createElement("span");
      label.className = "pdf-page-number";
      label.textContent = number;
      page.append(boxes(this.layout.boxes[number]), label);
      this.list.append(page);
    }
    this.fit();
    this.toPassage();
  }

  fit() {
    const widest = Math.max(...[...this.list.children].map((page) => Number(page.dataset.width)));
    this.scale = Math.min(1.6, (this.holder.clientWidth - 32) / (widest * PDF_TO_CSS)) * this.zoom;
    for (const page of this.list.children) {
      page.style.width = `${page.dataset.width * PDF_TO_CSS * this.scale}px`;
      page.style.height = `${page.dataset.height * PDF_TO_CSS * this.scale}px`;
    }
  }

  toPassage() {
    const box = this.list.querySelector(".pdf-boxes > span");
    const page = box?.closest(".pdf-page") ?? this.list.children[(Number(this.holder.dataset.page) || 1) - 1];
    if (!page) return;
    const top = page.offsetTop - this.list.offsetTop + (box ? box.offsetTop - this.holder.clientHeight / 3 : 0);
    this.holder.scrollTop = Math.max(0, top);
    if (box) this.holder.scrollLeft = Math.max(0, page.offsetLeft + box.offsetLeft - this.holder.clientWidth / 3);
  }

  watch() {
    this.observer = new IntersectionObserver((entries) => {
      for (const entry of entries) if (entry.isIntersecting) this.draw(entry.target);
    }, { root: this.holder, rootMargin: "50% 0px" });
    for (const page of this.list.children) this.observer.observe(page);
  }

  async draw(page) {
    const number = Number(page.dataset.number), scale = this.scale;
    if (this.drawn.get(number) === scale) return;
    this.drawn.set(number, scale);
    const source = await this.pdf.getPage(number);
    const sharp = Math.min(2, devicePixelRatio || 1);
    const viewport = source.getViewport({ scale: (page.clientWidth / source.getViewport({ scale: 1 }).width) * sharp });
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: Math.round(viewport.width), height: Math.round(viewport.height) });
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", `${this.holder.dataset.label} ${number}`);
    await source.render({ canvas, canvasContext: canvas.getContext("2d"), viewport }).promise;
    page.querySelector("canvas")?.remove();
    page.prepend(canvas);
    page.dataset.drawn = "";
    this.forget(number);
  }

  forget(number) {
    for (const other of this.drawn.keys()) {
      if (Math.abs(other - number) <= TALLEST) continue;
      this.list.children[other - 1].querySelector("canvas")?.remove();
      this.drawn.delete(other);
      this.observer.unobserve(this.list.children[other - 1]);
      this.observer.observe(this.list.children[other - 1]);
    }
  }

  enlarge(by) {
    this.zoom = Math.min(4, Math.max(0.5, this.zoom * 1.25 ** by));
    const at = this.holder.scrollTop / this.holder.scrollHeight;
    this.fit();
    this.holder.scrollTop = at * this.holder.scrollHeight;
    this.observer.disconnect();
    this.watch();
  }
}

function boxes(shares = []) {
  const layer = document.createElement("div");
  layer.className = "pdf-boxes";
  for (const [left, top, width, height] of shares) {
    const box = document.createElement("span");
    Object.assign(box.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
    layer.append(box);
  }
  return layer;
}

async function open(viewer) {
  viewer.dataset.viewer = "open";
  const pages = viewer.querySelector("[data-pages]"), text = viewer.querySelector("[data-text]");
  if (!pages) { toMark(text); return; }
  viewer.querySelector("[data-viewer-tabs]").hidden = false;
  turn(viewer, "pages");
  if (pages.dataset.pages === "image") { showImage(pages); return; }
  const shown = new Pages(pages);
  for (const button of viewer.querySelectorAll("[data-zoom]")) {
    button.hidden = false;
    button.onclick = () => shown.enlarge(Number(button.dataset.zoom));
  }
  try {
    await shown.open();
  } catch (error) {
    console.error(error);
    const notice = document.createElement("p");
    notice.className = "notice tone-warning m-3";
    notice.textContent = pages.dataset.failed;
    text.before(notice);
    turn(viewer, "text");
  }
}

function showImage(holder) {
  const { boxes: found } = JSON.parse(holder.querySelector("script").textContent);
  holder.querySelector(".pdf-boxes").replaceWith(boxes(found[1]));
  holder.querySelector(".pdf-boxes > span")?.scrollIntoView({ block: "center" });
}

function turn(viewer, which) {
  viewer.querySelector("[data-pages]").hidden = which !== "pages";
  viewer.querySelector("[data-text]").hidden = which !== "text";
  for (const button of viewer.querySelectorAll("[data-show]")) button.setAttribute("aria-pressed", button.dataset.show === which);
  if (which === "text") toMark(viewer.querySelector("[data-text]"));
}

function toMark(holder) {
  const mark = holder.querySelector("mark, tr.marked");
  if (mark) holder.scrollTop = mark.getBoundingClientRect().top - holder.getBoundingClientRect().top + holder.scrollTop - holder.clientHeight / 3;
}

function openAll() {
  for (const viewer of document.querySelectorAll("[data-viewer='']")) open(viewer);
}

document.addEventListener("click", (event) => {
  const tab = event.target.closest("[data-show]");
  if (tab) turn(tab.closest(".viewer"), tab.dataset.show);
  const more = event.target.closest("[data-page-text]");
  if (more && more.closest("#side-body")) {
    event.preventDefault();
    htmx.ajax("GET", more.href, { target: "#side-body", swap: "innerHTML" });
  }
});
document.addEventListener("htmx:afterSettle", openAll);
openAll();
