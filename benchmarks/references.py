"""How well references are read: F1 per field against truth, on papers written and read for real.

Usage: python -m benchmarks.references [--show] [PART…]; parts: building, held_out, third. Needs Chromium and a Thai font.
The entries were set by an independent citation formatter (citeproc, one style a file), the Thai ones by hand.
"""

import argparse
import os
import re
import tempfile
import time
from pathlib import Path

from benchmarks.resumes import PARTS, f1, plain, score, show

FIELDS = ("title", "year", "container", "volume", "issue", "pages", "publisher", "doi", "url")


def name_of(author: str) -> str:
    """Return family name and first initial of a name in the truth ("Family, Given", or an organisation or Thai name)."""
    family, comma, given = author.partition(",")
    return plain(family) + (plain(given)[:1] if comma else "")


def expected(number, truth) -> list[tuple[str, str]]:
    found = [("author", f"{number} {name_of(author)}") for author in truth.get("authors", [])]
    found += [(name, f"{number} {plain(_pages(truth[name]))}") for name in FIELDS if name in truth]
    return found + ([("type", f"{number} {truth['type']}")] if "type" in truth else [])


def read(number, reference, truth) -> list[tuple[str, str]]:
    """Return what was read; publisher and type are asked for only where the truth has them."""
    found = [("author", f"{number} {plain(each.family)}{plain(each.given)[:1]}") for each in reference.authors]
    for name in FIELDS:
        value = reference.value(name)
        if value and (name in truth or name not in ("publisher", "container", "url")):
            found.append((name, f"{number} {plain(_pages(value))}"))
    return found + ([("type", f"{number} {reference.kind}")] if "type" in truth else [])


def _pages(text) -> str:
    return re.sub(r"[–—]", "-", str(text))


def paired(references, truth):
    """Pair each true entry with the reference read at its place in the list, by likeness of text."""
    from rapidfuzz import fuzz

    left = list(references)
    for entry in truth:
        best = max(left, key=lambda each: fuzz.partial_ratio(each.text[:200], entry["text"][:200]), default=None)
        if best is not None and fuzz.ratio(best.text, entry["text"]) > 55:
            left.remove(best)
            yield best, entry["truth"]
        else:
            yield None, entry["truth"]
    for each in left:
        yield each, {}


def compare(paper, references):
    true, found = [], []
    for number, (reference, truth) in enumerate(paired(references, paper["references"])):
        true += expected(number, truth)
        found += read(number, reference, truth) if reference else []
    return true, found


def report(part, scores, elapsed_ms):
    for field, counts in scores.items():
        print(f"  {field:12} F1 {f1(*counts):.3f}   right {counts[0]}, found {counts[1]}, true {counts[2]}")
    total = [sum(counts[slot] for counts in scores.values()) for slot in range(3)]
    print(f"{part}: F1 {f1(*total):.3f} over all values; slowest file {max(elapsed_ms):.0f} ms")
    return f1(*total)


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.test_settings")
    import django

    django.setup()
    from agents.tools.papers.reading import references_of
    from agents.tools.tests import corpus

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("parts", nargs="*")
    options.add_argument("--show", action="store_true", help="print what differs, file by file")
    chosen = options.parse_args()
    reached = []
    for part in chosen.parts or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            documents = corpus.read_all(corpus.papers(part), corpus.write_paper, Path(folder))
        pairs, elapsed = [], []
        for paper, document in documents:
            begun = time.perf_counter()
            references = references_of(document)
            elapsed.append((time.perf_counter() - begun) * 1000)
            pairs.append(compare(paper, references))
            if chosen.show:
                show(paper["file"], *pairs[-1])
        reached.append(report(part, score(pairs), elapsed))
    return 0 if min(reached) >= 0.85 else 1


if __name__ == "__main__":
    raise SystemExit(main())
