// Copies what the pages need out of node_modules into static/: running the product needs no Node.
import { build } from "esbuild";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { icons } from "./icons.mjs";

const modules = new URL("node_modules/", import.meta.url).pathname;
const out = new URL("../static/", import.meta.url).pathname;

async function sprite() {
  const symbols = await Promise.all(icons.map(async (name) => {
    const svg = await readFile(`${modules}lucide-static/icons/${name}.svg`, "utf8");
    const shapes = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.indexOf("</svg>")).replace(/\s+/g, " ").trim();
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${shapes}</symbol>`;
  }));
  await writeFile(`${out}icons.svg`, `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("\n")}</svg>\n`);
}

async function fonts() {
  await mkdir(`${out}fonts`, { recursive: true });
  const sans = ["latin", "latin-ext", "greek", "cyrillic", "vietnamese"].map((s) => ["@fontsource-variable/noto-sans", `noto-sans-${s}-wght-normal`]);
  const mono = [["@fontsource-variable/noto-sans-mono", "noto-sans-mono-latin-wght-normal"]];
  const thai = [400, 500, 600, 700].map((w) => ["@fontsource/noto-sans-thai-looped", `noto-sans-thai-looped-thai-${w}-normal`]);
  for (const [pkg, name] of [...sans, ...mono, ...thai]) await cp(`${modules}${pkg}/files/${name}.woff2`, `${out}fonts/${name}.woff2`);
  await cp(`${modules}@fontsource-variable/noto-sans/LICENSE`, `${out}fonts/LICENSE`);
}

async function bundles() {
  const options = { bundle: true, minify: true, format: "esm", target: "es2020", legalComments: "eof", logLevel: "warning" };
  for (const name of ["markdown", "charts"]) await build({ ...options, entryPoints: [`vendor/${name}.js`], outfile: `${out}vendor/${name}.js` });
  await cp(`${modules}htmx.org/dist/htmx.min.js`, `${out}vendor/htmx.min.js`);
}

async function pdf() {
  const from = `${modules}pdfjs-dist/`, to = `${out}vendor/pdfjs/`;
  await mkdir(to, { recursive: true });
  for (const name of ["pdf.min.mjs", "pdf.worker.min.mjs"]) await cp(`${from}legacy/build/${name}`, `${to}${name}`);
  for (const name of ["cmaps", "standard_fonts", "wasm"]) await cp(`${from}${name}`, `${to}${name}`, { recursive: true });
  await cp(`${from}LICENSE`, `${to}LICENSE`);
}

await rm(`${out}vendor`, { recursive: true, force: true });
await mkdir(`${out}vendor`, { recursive: true });
await Promise.all([sprite(), fonts(), bundles(), pdf()]);
