"""Writes Thai elements as PDF by way of Chromium, which shapes Thai letters and breaks lines between words."""

import shutil
from html import escape
from pathlib import Path

from playwright.sync_api import sync_playwright
from structure import Element, elements

STYLE = """
@font-face { font-family: Thai; src: url(%(fonts)s/NotoLoopedThai-Regular.ttf) }
@font-face { font-family: Thai; font-weight: bold; src: url(%(fonts)s/NotoLoopedThai-Bold.ttf) }
@font-face { font-family: Latin; src: url(%(fonts)s/NotoSans-Regular.ttf) }
@font-face { font-family: Latin; font-weight: bold; src: url(%(fonts)s/NotoSans-Bold.ttf) }
body { font: 11pt/1.75 Thai, Latin; margin: 0 }
h1 { font-size: 15pt; margin: 16pt 0 4pt } h2 { font-size: 12.5pt; margin: 10pt 0 3pt }
.title { font-size: 22pt; font-weight: bold } p { margin: 0 0 7pt }
h1, h2 { break-after: avoid } tr, p { break-inside: avoid }
table { border-collapse: collapse; width: 100%%; margin: 4pt 0 12pt }
th, td { border-bottom: 0.5pt solid #9aa5b1; text-align: left; padding: 3pt 8pt } th { background: #eef2f6 }
"""
NOTE = '<div style="font-size:7pt; width:100%; padding:0 22mm; color:#52606d; font-family:Noto Looped Thai, Noto Sans">{}</div>'


def write(path: Path, facts: dict[str, str], tokens: list, fonts: Path) -> None:
    body = "".join(_markup(element) for element in elements(tokens))
    lead = "".join(f"<p>{escape(facts[key])}</p>" for key in ("subtitle", "edition") if key in facts)
    page_source = (
        f'<!doctype html><html lang="th"><head><meta charset="utf-8"><title>{escape(facts["title"])}</title>'
        f'<meta name="author" content="{escape(facts["author"])}"><style>{STYLE % {"fonts": fonts.resolve().as_uri()}}</style></head>'
        f'<body><p class="title">{escape(facts["title"])}</p>{lead}{body}</body></html>'
    )
    source = path.with_suffix(".html")
    source.write_text(page_source)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
            page = browser.new_page()
            page.goto(source.resolve().as_uri())
            page.pdf(
                path=path,
                format="A4",
                margin={"top": "24mm", "bottom": "22mm", "left": "22mm", "right": "22mm"},
                display_header_footer=True,
                outline=True,
                tagged=True,
                print_background=True,
                header_template=NOTE.format(escape(facts["title"])),
                footer_template=NOTE.format('<center>หน้า <span class="pageNumber"></span></center>'),
            )
            browser.close()
    finally:
        source.unlink()


def _markup(element: Element) -> str:
    text = escape(element.text)
    if element.kind == "heading":
        return f"<h{element.level}>{text}</h{element.level}>"
    if element.kind == "table":
        rows = [
            "".join(f"<{'td' if i else 'th'}>{escape(cell)}</{'td' if i else 'th'}>" for cell in row) for i, row in enumerate(element.rows)
        ]
        return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
    return f"<p>{element.label} {text}</p>"
