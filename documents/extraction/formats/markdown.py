"""Markdown: its text without the marks, with headings, lists, tables and code as blocks."""

from pathlib import Path

from markdown_it import MarkdownIt

from documents.extraction.formats.encoding import read_text
from documents.extraction.thai import normalise
from documents.extraction.writer import Writer

FRONT_MATTER_LINES = 100


def read(path: Path, writer: Writer) -> None:
    facts, text = _split_front_matter(normalise(read_text(path, writer.limits)))
    writer.meta |= {"title": facts.get("title", ""), "author": facts.get("author", "")}
    _Document(writer).write(MarkdownIt("commonmark", {"maxNesting": 50}).enable(["table", "strikethrough"]).parse(text))


class _Document:
    def __init__(self, writer: Writer):
        self.writer = writer
        self.depth = 0
        self.labels: list[int | None] = []
        self.label = ""
        self.quoted = 0
        self.table = self.row = 0
        self.cells: list[str] | None = None

    def write(self, tokens: list) -> None:
        self.tokens = tokens
        for index, token in enumerate(tokens):
            handler = getattr(self, f"_on_{token.type}", None)
            if handler:
                handler(token, index)
            if index % 2000 == 0:
                self.writer.progress(index, len(tokens))

    def _on_inline(self, token, index: int) -> None:
        text = inline_text(token)
        opener = self.tokens[index - 1]
        if self.cells is not None:
            self.cells.append(text)
        elif opener.type == "heading_open":
            level = int(opener.tag[1])
            if level == 1 and not self.writer.meta.get("title"):
                self.writer.meta["title"] = text
            self.writer.add("heading", text, level=level)
        elif self.depth and self.label is not None:
            self.writer.add("list_item", f"{self.label}{text}", level=self.depth)
            self.label = None
        else:
            self.writer.add("quote" if self.quoted else "paragraph", text)

    def _on_fence(self, token, _index: int) -> None:
        self.writer.add("code", token.content.rstrip("\n"))

    _on_code_block = _on_fence

    def _on_bullet_list_open(self, _token, _index: int) -> None:
        self.depth += 1
        self.labels.append(None)

    def _on_ordered_list_open(self, token, _index: int) -> None:
        self.depth += 1
        self.labels.append(int(token.attrGet("start") or 1))

    def _on_bullet_list_close(self, _token, _index: int) -> None:
        self.depth -= 1
        self.labels.pop()

    _on_ordered_list_close = _on_bullet_list_close

    def _on_list_item_open(self, _token, _index: int) -> None:
        number = self.labels[-1]
        self.label = "" if number is None else f"{number}. "
        if number is not None:
            self.labels[-1] = number + 1

    def _on_blockquote_open(self, _token, _index: int) -> None:
        self.quoted += 1

    def _on_blockquote_close(self, _token, _index: int) -> None:
        self.quoted -= 1

    def _on_table_open(self, _token, _index: int) -> None:
        self.table, self.row = self.writer.next_table(), 0

    def _on_tr_open(self, _token, _index: int) -> None:
        self.row += 1
        self.cells = []

    def _on_tr_close(self, _token, _index: int) -> None:
        kind = "table_header" if self.row == 1 else "table_row"
        self.writer.add(kind, " | ".join(self.cells), row=self.row, table=self.table)
        self.cells = None


def inline_text(token) -> str:
    """Return the text of an inline token without its marks; pictures are their descriptions."""
    parts = []
    for child in token.children or []:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type == "image":
            parts.append(child.content)
    return "".join(parts)


def _split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return the `key: value` lines between the leading --- marks, and the text after them."""
    if not text.startswith("---\n"):
        return {}, text
    end = text.find("\n---\n", 3)
    head = text[4:end] if end > 0 else ""
    lines = head.splitlines()
    if not head or len(lines) > FRONT_MATTER_LINES:
        return {}, text
    pairs = (line.split(":", 1) for line in lines if ":" in line)
    return {key.strip().lower(): value.strip().strip("\"'") for key, value in pairs}, text[end + 5 :]
