// Steps of an answer in the making: when one begins or ends, the list is asked for again.
const PAUSE_MS = 150; // answers that are quicker than this need no list in between
const loading = new Map();

function later(article) {
  const run = article.dataset.run;
  if (loading.has(run)) { loading.set(run, "again"); return; }
  loading.set(run, "once");
  setTimeout(() => load(article, run), PAUSE_MS);
}

async function load(article, run) {
  const response = article.isConnected ? await fetch(article.dataset.steps, { headers: { "HX-Request": "true" } }).catch(() => null) : null;
  const list = document.getElementById(`steps-${run}`);
  if (response?.ok && list && article.isConnected) {
    const box = document.createElement("template");
    box.innerHTML = await response.text();
    const fresh = box.content.querySelector(".steps");
    for (const open of list.querySelectorAll("li:has(> details[open])")) fresh?.querySelector(`#${CSS.escape(open.id)} > details`)?.setAttribute("open", "");
    if (fresh && article.isConnected) { list.replaceWith(fresh); htmx.process(fresh); }
  }
  const again = loading.get(run) === "again";
  loading.delete(run);
  if (again && article.isConnected) later(article);
}

document.addEventListener("run:step", (event) => {
  later(event.target);
  if (event.detail.state === "awaiting") document.getElementById("announce").textContent = event.target.querySelector(".answer-status")?.dataset.waiting ?? "";
});
