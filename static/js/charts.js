// Draws every [data-chart] of the page, those that arrive later included. The library is fetched with the first of them.
const COLOURS = 8;
const MOST_LABELS = 14;
const DATE = /^\d{4}-\d{2}(-\d{2})?$/;
const drawn = new Map();
let library;

const language = () => document.documentElement.lang || "en";
const plain = (value) => new Intl.NumberFormat(language(), { maximumFractionDigits: Math.abs(value) < 1 ? 4 : 2 }).format(value);
const short = (value) => new Intl.NumberFormat(language(), { notation: Math.abs(value) >= 10000 ? "compact" : "standard", maximumFractionDigits: Math.abs(value) < 1 ? 3 : 1 }).format(value);
const day = (value) => new Intl.DateTimeFormat(language(), { year: "numeric", month: "short", day: "numeric", timeZone: "UTC" }).format(value);
const cut = (text, most = 24) => (String(text).length > most ? `${String(text).slice(0, most - 1)}…` : String(text));

function seek() {
  for (const figure of document.querySelectorAll("[data-chart]")) if (!drawn.has(figure)) show(figure);
  for (const [figure, state] of drawn) if (!figure.isConnected) { state.chart?.destroy(); drawn.delete(figure); }
}

async function show(figure) {
  const state = { shape: figure.dataset.shape };
  drawn.set(figure, state);
  figure.querySelector(".chart-tools").hidden = false;
  figure.addEventListener("click", (event) => {
    const shape = event.target.closest("[data-chart-shape]"), save = event.target.closest("[data-chart-save]");
    if (shape) { state.shape = shape.dataset.chartShape; draw(figure, state); }
    if (save) (save.dataset.chartSave === "png" ? savePicture : saveNumbers)(figure);
  });
  if (state.shape === "number") { figure.querySelector("details").open = false; return; }
  try {
    library ??= import(figure.dataset.library);
    state.library = (await library).Chart;
    state.view = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
  } catch { return; } // the table stays open
  figure.querySelector(".chart-box").hidden = false;
  figure.querySelector("details").open = false;
  draw(figure, state);
}

function draw(figure, state) {
  for (const button of figure.querySelectorAll("[data-chart-shape]")) button.setAttribute("aria-pressed", button.dataset.chartShape === state.shape);
  if (!state.view) return;
  state.chart?.destroy();
  state.chart = new state.library(figure.querySelector("canvas"), settings(figure, state.view, state.shape));
}

function palette(figure) {
  const probe = figure.appendChild(document.createElement("span"));
  const read = (colour) => { probe.style.color = colour; return getComputedStyle(probe).color; };
  const colours = Array.from({ length: COLOURS }, (_, i) => read(`var(--chart-${i + 1})`));
  const found = { colours, text: read("var(--color-base-content)"), muted: read("var(--color-muted)"), line: read("var(--color-base-300)"), ground: read("var(--color-base-100)") };
  probe.remove();
  return found;
}

function settings(figure, view, shape) {
  const look = palette(figure), font = { family: getComputedStyle(figure).fontFamily, size: 12 };
  const points = view.series.flatMap((series) => series.points);
  const dated = shape === "line" && points.length > 0 && points.every(([x]) => DATE.test(x));
  const linear = dated || ((shape === "scatter" || shape === "line") && points.length > 0 && points.every(([x]) => typeof x === "number"));
  const labels = [...new Map(points.map(([x]) => [String(x), String(x)])).values()];
  const of = (x) => (dated ? Date.parse(x) : x);
  const lying = shape === "bar" && !view.series.some((s) => s.points.length > 60) && labels.some((label) => label.length > 14) && labels.length > 3;
  const datasets = view.series.map((series, i) => ({
    label: series.name || view.y_label,
    data: linear ? series.points.map(([x, y]) => ({ x: of(x), y })) : along(labels, series.points),
    ...paint(look, shape, i, labels.length, series.points.length),
  }));
  const value = { beginAtZero: shape === "bar", grid: { color: look.line }, border: { display: false }, ticks: { color: look.muted, font, callback: short, maxTicksLimit: 7 }, title: title(view.y_label, look, font) };
  const across = { grid: { display: false }, border: { color: look.line }, ticks: { color: look.muted, font, maxRotation: 40, autoSkipPadding: 12, callback(at) { return dated ? day(at) : linear ? plain(at) : cut(this.getLabelForValue(at), lying ? 22 : 16); } }, title: title(view.x_label, look, font) };
  if (linear) across.type = "linear";
  if (dated) Object.assign(across, ends(points.map(([x]) => Date.parse(x))));
  return {
    type: shape, data: { labels: linear ? undefined : labels, datasets },
    options: {
      animation: false, responsive: true, maintainAspectRatio: false, indexAxis: lying ? "y" : "x",
      layout: { padding: shape === "pie" ? { left: 90, right: 90, top: 24, bottom: 24 } : { top: 20, right: lying ? 56 : endRoom(figure, view, shape) } },
      scales: shape === "pie" ? {} : lying ? { x: value, y: across } : { x: across, y: value },
      plugins: { tooltip: { callbacks: { title: (items) => (dated ? day(items[0].parsed.x) : cut(items[0].label ?? "", 80)), label: (item) => tooltip(item, shape, lying) } } },
    },
    plugins: [{ id: "labels", afterDatasetsDraw: (chart) => write(chart, shape, look, font, lying) }],
  };
}

function along(labels, points) {
  const values = new Map(points.map(([x, y]) => [String(x), y]));
  return labels.map((label) => values.get(label) ?? null);
}

// A time axis begins and ends with its data and names days that are in it.
function ends(times) {
  const sorted = [...new Set(times)].sort((a, b) => a - b), step = Math.max(1, Math.ceil((sorted.length - 1) / 4));
  return { min: sorted[0], max: sorted.at(-1), afterBuildTicks: (axis) => { axis.ticks = sorted.filter((_, at) => at % step === 0).map((value) => ({ value })); } };
}

const title = (text, look, font) => ({ display: Boolean(text), text: cut(text || "", 60), color: look.muted, font });
const endRoom = (figure, view, shape) => (shape === "line" && view.series.length > 1 ? Math.min(110, figure.clientWidth / 4) : 16);

function paint(look, shape, i, labels, count) {
  const colour = look.colours[i % COLOURS];
  if (shape === "pie") return { backgroundColor: Array.from({ length: labels }, (_, at) => look.colours[at % COLOURS]), borderColor: look.ground, borderWidth: 2 };
  if (shape === "bar") return { backgroundColor: colour, borderRadius: 3, maxBarThickness: 48 };
  if (shape === "scatter") return { backgroundColor: colour, pointStyle: ["circle", "triangle", "rect", "rectRot"][i % 4], radius: count > 300 ? 2 : 4 };
  return { borderColor: colour, backgroundColor: colour, borderWidth: 2, borderDash: i < COLOURS ? [] : [6, 3], pointRadius: count > 40 ? 0 : 3, pointStyle: ["circle", "triangle", "rect", "rectRot"][i % 4], tension: 0, spanGaps: false };
}

function tooltip(item, shape, lying) {
  const value = shape === "pie" ? item.parsed : lying ? item.parsed.x : item.parsed.y;
  return `${shape === "pie" ? item.label : item.dataset.label || ""}: ${plain(value)}`.replace(/^: /, "");
}

// Names and values beside what they belong to, instead of a legend far from it.
function write(chart, shape, look, font, lying) {
  const pen = chart.ctx;
  pen.save();
  pen.font = `${font.size}px ${font.family}`;
  pen.fillStyle = look.text;
  pen.textBaseline = "middle";
  if (shape === "pie") writeShares(chart, pen);
  else if (shape === "line" && chart.data.datasets.length > 1) writeEnds(chart, pen);
  else if (chart.data.datasets.length > 1) writeKey(chart, pen);
  if (shape === "bar" || (shape === "line" && chart.data.datasets.length === 1)) writeValues(chart, pen, lying);
  pen.restore();
}

function writeShares(chart, pen) {
  const values = chart.data.datasets[0].data, whole = values.reduce((sum, value) => sum + value, 0);
  for (const [at, arc] of chart.getDatasetMeta(0).data.entries()) {
    const angle = (arc.startAngle + arc.endAngle) / 2, far = arc.outerRadius + 10, x = arc.x + Math.cos(angle) * far, y = arc.y + Math.sin(angle) * far;
    if (values[at] / whole < 0.015 && values.length > 6) continue;
    pen.textAlign = Math.cos(angle) >= 0 ? "left" : "right";
    pen.fillText(`${cut(chart.data.labels[at], 14)} ${plain(Math.round((1000 * values[at]) / whole) / 10)} %`, x, y, 108);
  }
}

function writeEnds(chart, pen) {
  const ends = chart.data.datasets.map((set, at) => ({ name: set.label, colour: set.borderColor, point: chart.getDatasetMeta(at).data.filter((p) => !p.skip && Number.isFinite(p.y)).pop() })).filter((end) => end.point);
  ends.sort((a, b) => a.point.y - b.point.y);
  let last = -Infinity;
  pen.textAlign = "left";
  for (const end of ends) {
    last = Math.max(end.point.y, last + 14);
    pen.fillStyle = end.colour;
    pen.fillText(cut(end.name, 16), end.point.x + 8, last);
  }
}

function writeKey(chart, pen) {
  let x = chart.chartArea.left;
  pen.textAlign = "left";
  const text = pen.fillStyle;
  for (const set of chart.data.datasets) {
    const name = cut(set.label, 18);
    if (x + pen.measureText(name).width > chart.width) break;
    pen.fillStyle = set.backgroundColor;
    pen.fillRect(x, 4, 10, 10);
    pen.fillStyle = text;
    pen.fillText(name, x + 14, 10);
    x += pen.measureText(name).width + 30;
  }
}

function writeValues(chart, pen, lying) {
  const count = chart.data.datasets.length * Math.max(...chart.data.datasets.map((set) => set.data.length));
  if (count > MOST_LABELS || (!lying && chart.width / count < 34)) return;
  for (const [set, data] of chart.data.datasets.entries()) {
    for (const [at, bar] of chart.getDatasetMeta(set).data.entries()) {
      const value = typeof data.data[at] === "object" ? data.data[at]?.y : data.data[at];
      if (value === null || value === undefined) continue;
      pen.textAlign = lying ? "left" : "center";
      if (lying) pen.fillText(short(value), Math.max(bar.x, bar.base ?? bar.x) + 5, bar.y);
      else pen.fillText(short(value), bar.x, bar.y + (value < 0 ? 10 : -10));
    }
  }
}

const nameOf = (figure) => (figure.querySelector("figcaption")?.textContent.trim() || "chart").replace(/[^\p{L}\p{M}\p{N} _-]+/gu, "").slice(0, 60);

function savePicture(figure) {
  const canvas = figure.querySelector("canvas"), copy = document.createElement("canvas"), pen = copy.getContext("2d");
  copy.width = canvas.width;
  copy.height = canvas.height;
  pen.fillStyle = palette(figure).ground;
  pen.fillRect(0, 0, copy.width, copy.height);
  pen.drawImage(canvas, 0, 0);
  copy.toBlob((blob) => save(blob, `${nameOf(figure)}.png`));
}

// Text that a spreadsheet would take for a formula gets an apostrophe in front.
function saveNumbers(figure) {
  const quoted = (text) => `"${text.replace(/"/g, '""').replace(/^[=+\-@\t\r]/, "'$&")}"`;
  const cell = (td) => (td.dataset.value === undefined ? quoted(td.textContent.trim()) : td.dataset.value);
  const rows = [...figure.querySelectorAll("tr")].map((row) => [...row.cells].map(cell).join(","));
  save(new Blob(["\ufeff" + rows.join("\r\n") + "\r\n"], { type: "text/csv;charset=utf-8" }), `${nameOf(figure)}.csv`);
}

function save(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function redraw() {
  for (const [figure, state] of drawn) if (state.chart) draw(figure, state);
}

let asked = false;
new MutationObserver(() => {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => { asked = false; seek(); });
}).observe(document.body, { childList: true, subtree: true });
new MutationObserver(redraw).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
seek();
