"""Makes the demo documents from their Markdown sources: `python demo/make.py [--fonts FOLDER]`.

For developers; the documents themselves are in the repository. Needs the development requirements, Chromium, and
Noto Sans and Noto Looped Thai as TrueType files (Debian: fonts-noto-core), which end up embedded in the PDFs.
"""

import argparse
import os
from pathlib import Path

import browser_output
import orders
import pdf_output
import sheet_output
import word_output
from markdown_it import MarkdownIt

HERE = Path(__file__).parent
SOURCES, TARGET = HERE / "sources", HERE / "documents"
# Name, columns, whether chapters begin on new pages.
PDFS = [
    ("staff-handbook", 1, True),
    ("annual-report", 1, True),
    ("tea-drying-article", 2, False),
    ("tea-storage-article", 2, False),
    ("resume-mark-jensen", 1, False),
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fonts", type=Path, default=Path("/usr/share/fonts/truetype/noto"))
    fonts = parser.parse_args().fonts
    # reportlab takes the date of creation from here, so that the same sources make the same bytes.
    os.environ["SOURCE_DATE_EPOCH"] = "1736154000"
    pdf_output.register_fonts(fonts)
    TARGET.mkdir(exist_ok=True)
    for name, columns, chapters_on_new_pages in PDFS:
        facts, tokens = parse(name)
        pdf_output.write(TARGET / f"{name}.pdf", facts, tokens, columns=columns, chapters_on_new_pages=chapters_on_new_pages)
    for name in ("leave-policy-th", "resume-prasert-wongchai-th"):
        browser_output.write(TARGET / f"{name}.pdf", *parse(name), fonts)
    for name in ("office-lease", "warehouse-safety-th", "job-export-analyst", "resume-anong-srisuk"):
        word_output.write(TARGET / f"{name}.docx", *parse(name))
    sheet_output.write(TARGET / "annual-report.xlsx", *parse("annual-report"))
    (TARGET / "customer-faq.md").write_text((SOURCES / "customer-faq.md").read_text())
    orders.write(TARGET / "orders-2024.csv")


def parse(name: str) -> tuple[dict[str, str], list]:
    """Return the facts of the front matter and the Markdown tokens of a source."""
    _, front, text = (SOURCES / f"{name}.md").read_text().split("---\n", 2)
    facts = dict(line.split(": ", 1) for line in front.splitlines())
    return facts, MarkdownIt("commonmark").enable("table").parse(text)


if __name__ == "__main__":
    main()
