"""Writes marks (see resumes/layouts.py) as PDF (by Chromium), DOCX, HTML, Markdown or plain text, by the file's name."""

import textwrap
from html import escape
from pathlib import Path

ASIDE_RIGHT = {"right_rail"}
STYLES = {
    "sidebar": "h2 {font-size:12pt; color:#225} aside {background:#eef}",
    "classic": "h2 {font-variant:small-caps; border-bottom:1px solid #888; font-size:13pt}",
    "date_first": "h2 {font-size:11pt; background:#eee} body {font-family:'DejaVu Serif', Loma}",
    "banner": "h1 {background:#246; color:#fff; padding:10px} h2 {font-size:12pt; color:#246} table {width:100%}",
    "two_columns": ".body {column-count:2; column-gap:9mm; text-align:justify; hyphens:auto} body {font:9.5pt/1.3 'DejaVu Serif', Norasi}",
}
PAGE = """<!doctype html><html lang="%s"><head><meta charset="utf-8"><style>
body {font:10.5pt/1.45 'DejaVu Sans', Loma, sans-serif; margin:0} h1 {font-size:21pt; margin:0 0 4pt} h2 {margin:12pt 0 4pt} h3 {margin:6pt 0 2pt}
p {margin:0 0 3pt} ul {margin:2pt 0 6pt} .split {display:flex; justify-content:space-between} .left {font-weight:bold}
.columns {display:grid; grid-template-columns:%s; gap:8mm} aside {padding:3mm; font-size:9.5pt} td {vertical-align:top; padding:1mm 6mm 1mm 0}
%s</style></head><body>%s</body></html>"""


def write(path: Path, marks, style: str = "", language: str = "en", browser=None) -> None:
    """browser: a Playwright browser; only PDF needs it."""
    marks = list(marks)
    kind = path.suffix.lstrip(".")
    if kind == "pdf":
        _pdf(path, _page(marks, style, language), browser)
    elif kind == "docx":
        _docx(path, marks)
    else:
        path.write_text(
            {"html": lambda: _page(marks, style, language), "md": lambda: _markdown(marks), "txt": lambda: _text(marks)}[kind](), "utf-8"
        )


def _pdf(path, page_source, browser):
    page = browser.new_page()
    page.set_content(page_source)
    page.pdf(path=path, format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "17mm"), print_background=True)
    page.close()


def _page(marks, style, language):
    aside = next((mark[1] for mark in marks if mark[0] == "aside"), None)
    body = _markup([mark for mark in marks if mark[0] != "aside"])
    columns = "1fr 2fr"
    if style == "two_columns":
        at = next((index for index, mark in enumerate(marks) if mark[0] == "heading"), 0)
        body = _markup(marks[:at]) + f'<div class="body">{_markup(marks[at:])}</div>'
    if aside:
        right = style in ASIDE_RIGHT
        columns = "2fr 1fr" if right else "1fr 2fr"
        parts = [f"<aside>{_markup(aside)}</aside>", f"<main>{body}</main>"]
        body = f'<div class="columns">{"".join(reversed(parts) if right else parts)}</div>'
    return PAGE % (language, columns, STYLES.get(style, ""), body)


def _markup(marks):
    out, listed = [], False
    for kind, text, *rest in marks:
        if listed and kind != "item":
            out.append("</ul>")
        if kind == "item":
            out.append(("" if listed else "<ul>") + f"<li>{escape(text)}</li>")
        listed = kind == "item"
        if kind == "split":
            out.append(f'<div class="split"><span class="left">{escape(text)}</span><span>{escape(rest[0])}</span></div>')
        elif kind == "table":
            rows = ["".join(f"<td>{escape(cell).replace(chr(10), '<br>')}</td>" for cell in row) for row in text]
            out.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        elif kind != "item" and text:
            tag = {"title": "h1", "heading": "h2", "subheading": "h3", "strong": "p"}.get(kind, "p")
            out.append(f"<{tag}><b>{escape(text)}</b></{tag}>" if kind == "strong" else f"<{tag}>{escape(text)}</{tag}>")
    return "".join(out) + ("</ul>" if listed else "")


def _docx(path, marks):
    import docx

    document = docx.Document()
    for kind, text, *rest in _flat(marks):
        if kind == "table":
            table = document.add_table(rows=0, cols=len(text[0]))
            for row in text:
                for cell, value in zip(table.add_row().cells, row, strict=True):
                    cell.text = value
        elif kind == "title":
            document.add_heading(text, 0)
        elif kind in ("heading", "subheading"):
            document.add_heading(text, 1 if kind == "heading" else 2)
        elif kind == "item":
            document.add_paragraph(text, style="List Bullet")
        else:
            run = document.add_paragraph().add_run("\t".join([text, *rest]))
            run.bold = kind in ("strong", "split")
    document.save(path)


def _markdown(marks):
    shapes = {
        "title": "# {}\n\n",
        "heading": "\n## {}\n\n",
        "subheading": "\n### {}\n\n",
        "item": "- {}\n",
        "line": "{}\n\n",
        "strong": "**{}**\n\n",
    }
    return "".join(shapes[kind].format(text) for kind, text, *_rest in _flat(marks))


def _text(marks):
    lines = []
    for kind, text, *rest in _flat(marks):
        joined = "    ".join([text, *rest])
        lines += (
            textwrap.wrap(joined, 78, subsequent_indent="    " if joined[:1] in "• -*" else "") if kind != "raw" else joined.split("\n")
        )
        lines += [] if text else [""]
    return "\n".join(lines) + "\n"


def _flat(marks):
    for mark in marks:
        if mark[0] == "aside":
            yield from mark[1]
        else:
            yield mark
