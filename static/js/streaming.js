// Markdown of an answer that is still growing. The final HTML comes from the server; this one is only for the meantime.
let tools;

async function load() {
  const { markdownit, DOMPurify } = await import("../vendor/markdown.js");
  const parser = markdownit({ html: false, linkify: false, breaks: true }).disable("image");
  const text = parser.renderer.rules.text;
  parser.renderer.rules.text = (...args) => text(...args).replace(/\[(\d{1,3})\]/g, '<span class="citation">$1</span>');
  const allowed = { ALLOWED_TAGS: ["a", "blockquote", "br", "code", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "s", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"], ALLOWED_ATTR: ["class", "start"] };
  return (source) => DOMPurify.sanitize(parser.render(source), allowed);
}

export async function toHtml(source) {
  tools ??= load();
  return (await tools)(source);
}
