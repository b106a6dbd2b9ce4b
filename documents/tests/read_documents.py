"""The demo documents as they are read, each once in a run, and ways to look at them."""

from collections.abc import Mapping
from functools import cache

from documents.extraction import Extracted, extract
from documents.tests.bad_files import DEMO


class Demo(Mapping):
    """The demo documents by file name."""

    def __getitem__(self, name: str) -> Extracted:
        return _read(name)

    def __iter__(self):
        return iter(sorted(path.name for path in DEMO.iterdir()))

    def __len__(self):
        return len(list(iter(self)))


@cache
def _read(name: str) -> Extracted:
    return extract(DEMO / name, name)


def texts(extracted: Extracted, kind: str) -> list[str]:
    """Return the text of each block of a kind."""
    return [extracted.text[block.start : block.end] for block in extracted.blocks if block.kind == kind]


def on_page(extracted: Extracted, number: int) -> str:
    page = next(page for page in extracted.pages if page.number == number)
    return extracted.text[page.start : page.end]
