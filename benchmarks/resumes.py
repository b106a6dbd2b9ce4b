"""How well résumés are read: F1 per field against hand-made truth, on files written and read for real.

Usage: python -m benchmarks.resumes [--show] [PART…]; parts: building, held_out, third. Needs Chromium and a Thai font.
"""

import argparse
import os
import re
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path

PARTS = ("building", "held_out", "third")
PREFIX = re.compile(r"^(?:(?:นาย|นางสาว|นาง|น\.ส\.)\s*|(?:mr|mrs|ms|dr)\.?\s+)")


def plain(text) -> str:
    """Return text as it is compared: case, blanks, punctuation and Thai digits do not count."""
    text = PREFIX.sub("", str(text or "").casefold().strip()).translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789"))
    return re.sub(r"[^\w\u0e00-\u0e7f+#]|_", "", text)


def expected(person) -> list[tuple[str, str]]:
    """Return (field, value) of everything that a reader should find."""
    found = [("name", person["name"]), ("location", person["location"])]
    found += [("headline", person["headline"])] if person["headline"] else []
    found += [("summary", person["summary"])] if person["summary"] else []
    found += [("email", each) for each in person["email"]] + [("phone", each) for each in person["phone"]]
    found += [("link", each) for each in person["links"]]
    for number, job in enumerate(person["experience"]):
        found += [(f"job {key}", f"{number} {job[key]}") for key in ("title", "organisation", "location") if job[key]]
        found += [("job start", f"{number} {job['start']}"), ("job end", f"{number} {job['end'] or 'open'}")]
        found += [("job bullet", f"{number} {each}") for each in job["bullets"]]
    for number, study in enumerate(person["education"]):
        found += [(f"study {key}", f"{number} {study[key]}") for key in ("degree", "field", "institution", "gpa") if study[key]]
        found += [("study end", f"{number} {study['end']}")]
    found += [("skill", each) for each in person["skills"]]
    found += [("language", f"{each['name']} {each['level']}") for each in person["languages"]]
    found += [("certification", each) for each in person["certifications"]]
    return [(field, plain(value)) for field, value in found]


def read(resume) -> list[tuple[str, str]]:
    def text(found):
        return found.text if found else ""

    found = [
        ("name", text(resume.name)),
        ("location", text(resume.location)),
        ("headline", text(resume.headline)),
        ("summary", text(resume.summary)),
    ]
    for field, values in (
        ("email", resume.emails),
        ("phone", resume.phones),
        ("link", resume.links),
        ("certification", resume.certifications),
    ):
        found += [(field, each.text) for each in values]
    for number, job in enumerate(resume.experience):
        found += [
            (f"job {key}", f"{number} {text(getattr(job, key))}") for key in ("title", "organisation", "location") if getattr(job, key)
        ]
        if job.period:
            found += [("job start", f"{number} {job.period.start}"), ("job end", f"{number} {job.period.end or 'open'}")]
        found += [("job bullet", f"{number} {each.text}") for each in job.bullets]
    for number, study in enumerate(resume.education):
        found += [
            (f"study {key}", f"{number} {text(getattr(study, key))}")
            for key in ("degree", "field", "institution", "gpa")
            if getattr(study, key)
        ]
        if study.period:
            found.append(("study end", f"{number} {study.period.end}"))
    found += [("skill", each.found.text) for each in resume.skills if each.listed]
    found += [("language", f"{each.found.text.removeprefix('ภาษา')} {each.level}") for each in resume.languages]
    return [(field, plain(value)) for field, value in found if plain(value)]


def score(pairs) -> dict[str, tuple[int, int, int]]:
    """Return (right, found, true) per field over (true pairs, found pairs) of every file."""
    counts: dict[str, list[int]] = {}
    for true, found in pairs:
        right = Counter(true) & Counter(found)
        for slot, values in enumerate((right, Counter(found), Counter(true))):
            for (field, _value), count in values.items():
                counts.setdefault(field, [0, 0, 0])[slot] += count
    return {field: tuple(values) for field, values in sorted(counts.items())}


def f1(right, found, true) -> float:
    return 2 * right / (found + true) if found + true else 1.0


def report(part, scores, elapsed_ms):
    for field, counts in scores.items():
        print(f"  {field:18} F1 {f1(*counts):.3f}   right {counts[0]}, found {counts[1]}, true {counts[2]}")
    total = [sum(counts[slot] for counts in scores.values()) for slot in range(3)]
    macro = sum(f1(*counts) for counts in scores.values()) / len(scores)
    print(
        f"{part}: F1 {f1(*total):.3f} over all values, {macro:.3f} over fields; slowest file {max(elapsed_ms):.0f} ms, "
        f"mean {sum(elapsed_ms) / len(elapsed_ms):.0f} ms"
    )
    return f1(*total)


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.test_settings")
    import django

    django.setup()
    from agents.tools.resumes.parsing import parse
    from agents.tools.tests import corpus

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("parts", nargs="*", default=PARTS)
    options.add_argument("--show", action="store_true", help="print what differs, file by file")
    chosen = options.parse_args()
    reached = []
    for part in chosen.parts or PARTS:
        people = corpus.resumes(part)
        with tempfile.TemporaryDirectory() as folder:
            documents = corpus.read_all(people, corpus.write_resume, Path(folder))
        pairs, elapsed = [], []
        parse(documents[0][1], date(2024, 6, 30))
        for person, document in documents:
            begun = time.perf_counter()
            resume = parse(document, date(2024, 6, 30))
            elapsed.append((time.perf_counter() - begun) * 1000)
            pairs.append((expected(person), read(resume)))
            if chosen.show:
                show(person["file"], *pairs[-1])
        reached.append(report(part, score(pairs), elapsed))
    return 0 if min(reached) >= 0.85 else 1


def show(name, true, found):
    print(f"-- {name}")
    for field, value in sorted((Counter(true) - Counter(found)).elements()):
        print(f"   missed {field}: {value}")
    for field, value in sorted((Counter(found) - Counter(true)).elements()):
        print(f"   wrong  {field}: {value}")


if __name__ == "__main__":
    raise SystemExit(main())
