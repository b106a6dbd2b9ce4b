"""HTML: the main content without navigation and scripts; headings, lists, tables and code as blocks."""

from pathlib import Path

from bs4 import BeautifulSoup, Comment, NavigableString, Tag

from documents.extraction.errors import NoText, TooLarge
from documents.extraction.formats.encoding import decode
from documents.extraction.thai import normalise
from documents.extraction.writer import Writer

# The tree takes some twenty times the size of the file.
MAX_HTML_BYTES = 20 * 1024 * 1024
DROPPED = ("script", "style", "noscript", "template", "svg", "canvas", "iframe", "object", "embed", "form",
           "button", "select", "nav", "footer", "aside", "dialog", "head", "audio", "video")  # fmt: skip
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = {"p", "div", "section", "article", "main", "header", "figure", "address", "dl", "dt", "dd", "ul", "ol", "body",
          "html", "center", "details", "summary", "fieldset", "hr", "figcaption", "blockquote", "li", "pre", "table",
          *HEADINGS}  # fmt: skip
LEAF_KINDS = {"figcaption": "caption", "blockquote": "quote", "dt": "paragraph", "dd": "paragraph"}


def read(path: Path, writer: Writer) -> None:
    if path.stat().st_size > MAX_HTML_BYTES:
        raise TooLarge(limit=f"{MAX_HTML_BYTES // 2**20}")
    data = path.read_bytes()
    read_markup(data, writer)
    if writer.length == 0:
        raise NoText


def read_markup(data: bytes, writer: Writer) -> None:
    """Add the content of an HTML page."""
    soup = BeautifulSoup(data if b"charset" in data[:2048] or data[:5] == b"<?xml" else decode(data), "lxml")
    if not writer.meta.get("title"):
        writer.meta |= _facts(soup)
    for tag in soup(DROPPED):
        tag.decompose()
    for tag in soup.find_all(_hidden):
        tag.decompose()
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    _Content(writer).write(_main(soup))


def _facts(soup: BeautifulSoup) -> dict[str, str]:
    author = soup.find("meta", attrs={"name": "author"})
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    return {"title": normalise(title)[:300], "author": author.get("content", "")[:300] if author else ""}


def _hidden(tag: Tag) -> bool:
    style = (tag.get("style") or "").replace(" ", "").lower() if tag.attrs else ""
    return tag.attrs is not None and (tag.has_attr("hidden") or "display:none" in style or "visibility:hidden" in style)


def _main(soup: BeautifulSoup) -> Tag:
    """Return the element that holds most of the text: main or article if it does, else the body."""
    body = soup.body or soup
    total = len(body.get_text())
    for candidate in [*soup.find_all("main"), *soup.find_all(attrs={"role": "main"}), *soup.find_all("article")]:
        if len(candidate.get_text()) > 0.5 * total:
            return candidate
    return body


class _Content:
    """Walks the tree with a stack of its own, because hostile pages nest deeper than Python recurses."""

    def __init__(self, writer: Writer):
        self.writer = writer
        self.inline: list[str] = []
        self.depth = 0
        self.labels: list[int | None] = []
        self.label = ""

    def write(self, root: Tag) -> None:
        stack = [(root, False)]
        while stack:
            node, leaving = stack.pop()
            if isinstance(node, NavigableString):
                self.inline.append(str(node))
            elif leaving:
                self._leave(node)
            elif self._enter(node):
                stack.append((node, True))
                stack += [(child, False) for child in reversed(node.contents)]
        self._close("paragraph")

    def _enter(self, tag: Tag) -> bool:
        """Begin an element; return whether its children are to be visited."""
        if tag.name == "br":
            self.inline.append("\n")
            return False
        if tag.name == "img":
            self.inline.append(f" {tag['alt']} " if tag.get("alt") else "")
            return False
        if tag.name in BLOCKS:
            self._close("paragraph" if not self.depth else "list_item")
        if tag.name == "table" and not tag.find("table"):
            self._table(tag)
            return False
        if tag.name == "pre":
            self.writer.add("code", normalise(tag.get_text()).strip("\n"))
            return False
        if tag.name == "li" and self.labels and self.labels[-1] is not None:
            self.label = f"{self.labels[-1]}. "
            self.labels[-1] += 1
        if tag.name in ("ul", "ol"):
            self.depth += 1
            self.labels.append(1 if tag.name == "ol" else None)
        return True

    def _leave(self, tag: Tag) -> None:
        if tag.name in HEADINGS:
            self._close("heading", HEADINGS[tag.name])
        elif tag.name == "li":
            self._close("list_item")
        elif tag.name in BLOCKS:
            self._close(LEAF_KINDS.get(tag.name) or ("list_item" if self.depth else "paragraph"))
        elif tag.name in ("td", "th"):
            self.inline.append(" ")
        elif tag.name == "tr":
            self._close("paragraph")
        if tag.name in ("ul", "ol"):
            self.depth -= 1
            self.labels.pop()

    def _close(self, kind: str, level: int = 0) -> None:
        lines = (" ".join(line.split()) for line in "".join(self.inline).split("\n") if line.strip())
        text = normalise(" ".join(lines))
        self.inline = []
        if not text:
            return
        if kind == "list_item" and self.labels:
            level = self.depth
            text, self.label = f"{self.label}{text}", ""
        self.writer.add(kind, text, level=level)

    def _table(self, tag: Tag) -> None:
        if caption := tag.find("caption"):
            self.writer.add("caption", normalise(" ".join(caption.get_text(" ").split())))
        table = self.writer.next_table()
        rows = tag.find_all("tr")
        for number, row in enumerate(rows, start=1):
            cells = row.find_all(["td", "th"])
            text = " | ".join(normalise(" ".join(cell.get_text(" ").split())) for cell in cells)
            header = number == 1 and len(rows) > 1 and all(cell.name == "th" for cell in cells)
            if text.strip(" |"):
                self.writer.add("table_header" if header else "table_row", text, row=number, table=table)
