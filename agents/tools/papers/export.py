"""References as BibTeX and RIS."""

import re
import unicodedata

from agents.tools.papers.model import Person, Reference

BIBTEX_KINDS = {
    "article-journal": "article",
    "paper-conference": "inproceedings",
    "book": "book",
    "chapter": "incollection",
    "thesis": "phdthesis",
    "report": "techreport",
    "webpage": "misc",
    "article": "misc",
}
RIS_KINDS = {
    "article-journal": "JOUR",
    "paper-conference": "CPAPER",
    "book": "BOOK",
    "chapter": "CHAP",
    "thesis": "THES",
    "report": "RPRT",
    "webpage": "ELEC",
    "article": "UNPB",
}
CONTAINERS = {"article-journal": "journal", "paper-conference": "booktitle", "chapter": "booktitle"}
PUBLISHERS = {"thesis": "school", "report": "institution"}
SPECIAL = {
    "\\": r"\textbackslash{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
SMALL = {"a", "an", "the", "on", "of", "in", "for", "and", "to", "how", "what", "why"}


def bibtex(references: list[Reference]) -> str:
    """Return one entry per reference, in their order, with keys that differ."""
    return "\n\n".join(_entry(reference, key) for reference, key in zip(references, keys(references), strict=True)) + (
        "\n" if references else ""
    )


def keys(references: list[Reference]) -> list[str]:
    """Return keys such as kahneman2011thinking; a letter tells apart what would be the same."""
    found: list[str] = []
    seen: dict[str, int] = {}
    for reference in references:
        base = _key(reference)
        seen[base] = seen.get(base, 0) + 1
        key = base if seen[base] == 1 else f"{base}{_letters(seen[base] - 2)}"
        while key in found:
            seen[base] += 1
            key = f"{base}{_letters(seen[base] - 2)}"
        found.append(key)
    return found


def _letters(number: int) -> str:
    return (chr(96 + number // 26) if number >= 26 else "") + chr(97 + number % 26)


def _key(reference) -> str:
    family = _ascii(reference.authors[0].family) if reference.authors else ""
    words = [_ascii(word) for word in re.findall(r"\w+", reference.value("title"))]
    word = next((each for each in words if each and each not in SMALL), "")
    return f"{family or 'ref'}{reference.value('year')}{word}"[:60] or f"ref{reference.number}"


def _ascii(text) -> str:
    text = text.replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("Ø", "O").replace("ß", "ss")
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", plain.casefold())


def _entry(reference, key) -> str:
    kind = BIBTEX_KINDS[reference.kind]
    names = " and ".join(_bibtex_name(each) for each in reference.authors) + (
        " and others" if reference.et_al and reference.authors else ""
    )
    fields = {
        "author": names,
        "title": _title(reference.value("title")),
        CONTAINERS.get(reference.kind, "howpublished"): escaped(reference.value("container")),
        "year": escaped(reference.value("year")),
        "volume": escaped(reference.value("volume")),
        "number": escaped(reference.value("issue")),
        "pages": escaped(reference.value("pages")).replace("-", "--"),
        PUBLISHERS.get(reference.kind, "publisher"): escaped(reference.value("publisher")),
        "doi": verbatim(reference.value("doi")),
        "url": verbatim(reference.value("url")),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@{kind}{{{key},\n" + ",\n".join(lines) + "\n}"


def escaped(text: str) -> str:
    return "".join(SPECIAL.get(char, char) for char in " ".join(text.split()))


def verbatim(text: str) -> str:
    """Addresses are not escaped; only what would end the field is encoded."""
    return "".join(f"%{ord(char):02X}" if char in "{}\\ " else char for char in text)


def _title(text) -> str:
    """Keep capitals inside words ("BERT", "McKay") from being lowered."""
    return " ".join(f"{{{escaped(word)}}}" if re.search(r"\w[A-Z]", word) else escaped(word) for word in text.split())


def _bibtex_name(person: Person) -> str:
    if person.literal or not person.given:
        return f"{{{escaped(person.shown)}}}"
    return f"{escaped(person.family)}, {escaped(person.given)}"


def ris(references: list[Reference]) -> str:
    return "\n".join(_record(reference) for reference in references)


def _record(reference) -> str:
    pages = reference.value("pages").split("-")
    container = "JO" if reference.kind == "article-journal" else "T2"
    rows = [("TY", RIS_KINDS[reference.kind])]
    rows += [("AU", f"{each.family}, {each.given}" if each.given and not each.literal else each.shown) for each in reference.authors]
    rows += [
        ("TI", reference.value("title")),
        (container, reference.value("container")),
        ("PY", reference.value("year")),
        ("VL", reference.value("volume")),
        ("IS", reference.value("issue")),
        ("SP", pages[0]),
        ("EP", pages[1] if len(pages) > 1 else ""),
        ("PB", reference.value("publisher")),
        ("DO", reference.value("doi")),
        ("UR", reference.value("url")),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in rows if value]
    return "\n".join([*lines, "ER  - "]) + "\n"
