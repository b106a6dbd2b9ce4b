export { default as markdownit } from "markdown-it";
export { default as DOMPurify } from "dompurify";
