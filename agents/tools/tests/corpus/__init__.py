"""Résumés and papers with their truth, written as real files and read by the real extractor.

`resumes(part)` and `papers(part)` give what is true; `read(...)` the documents as tools see them. Parts: "building" was
looked at while the tools were made, "held_out" was not, "third" came last.
"""

import json
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import yaml

from agents.tools.texts import DocumentText

from . import rendering
from .resumes import held_out_layouts, layouts, third_layouts

HERE = Path(__file__).resolve().parent
LAYOUTS = layouts.LAYOUTS | held_out_layouts.LAYOUTS | third_layouts.LAYOUTS


def resumes(part: str) -> list[dict]:
    return yaml.safe_load((HERE / "resumes" / f"{part}.yaml").read_text("utf-8"))


def papers(part: str) -> list[dict]:
    return json.loads((HERE / "references" / f"{part}.json").read_text("utf-8"))


def write_resume(person: dict, folder: Path, browser=None) -> Path:
    path = folder / person["file"]
    marks = LAYOUTS[person["layout"]](person)
    rendering.write(path, marks, style=person["layout"], language=person.get("lang", "en"), browser=browser)
    return path


def write_paper(paper: dict, folder: Path, browser=None) -> Path:
    path = folder / paper["file"]
    marks = [tuple(mark) for mark in paper["marks"]] + [("line", each["text"]) for each in paper["references"]]
    rendering.write(path, marks, style=paper["layout"], language=paper["language"], browser=browser)
    return path


def read(path: Path, name: str | None = None) -> DocumentText:
    """Return the file as a tool sees it, by the extractor that ingestion uses."""
    from documents.extraction import extract

    found = extract(path, name or path.name)
    return DocumentText(
        document_id=uuid5(NAMESPACE_URL, str(path.name)),
        revision_id=1,
        name=path.name,
        title=found.title,
        author=found.author,
        media_type=found.media_type,
        language=found.language,
        text=found.text,
        blocks=found.blocks,
        pages=[(page.number, page.start, page.end) for page in found.pages],
        layout=lambda number: next((page.words for page in found.pages if page.number == number), []),
    )


def read_all(entries: list[dict], write, folder: Path) -> list[tuple[dict, DocumentText]]:
    """Write and read every entry; with Chromium for the PDFs."""
    from playwright.sync_api import sync_playwright

    from tests.needs import chromium_path

    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        paths = [write(entry, folder, browser) for entry in entries]
        browser.close()
    return [(entry, read(path)) for entry, path in zip(entries, paths, strict=True)]
