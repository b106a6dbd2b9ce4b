"""One entry on the desk: what has been read of it is kept with its place and blanked out; addresses come first."""

import re

from agents.tools.papers.marks import ACCESSED, ARXIV, DOI, URL
from agents.tools.papers.model import Reference

DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
LONGEST = 1_800


class Sheet:
    """An entry being read: plain is its text, text the same with what has been read blanked out, so that positions stay."""

    accessed = False

    def __init__(self, number, numbered, joined):
        self.joined = joined
        self.plain = joined.text.translate(DIGITS)[:LONGEST]
        self.text = self.plain
        self.reference = Reference(number, joined.text, joined.spans(0, len(joined.text)), numbered=numbered)

    def keep(self, name, start, end, text=None) -> None:
        """Keep text[start:end] without the marks around it."""
        while start < end and self.plain[start] in " .,;:([\"“”‘’'«»/":
            start += 1
        while end > start and self.text[end - 1 : end].isspace() and not self.plain[end - 1].isspace():
            end -= 1
        while end > start and self.plain[end - 1] in " .,;:([\"“”‘'«»/" + ("’" if name == "title" else ""):
            end -= 1
        if end > start and self.plain[start:end].count(")") > self.plain[start:end].count("("):
            end -= self.plain[start:end].endswith(")")
        shown = self.joined.text[start:end] if text is None else text
        if re.search(r"\w", shown):
            self.reference.fields[name] = self.joined.found(start, end, shown)

    def blank(self, start, end) -> None:
        self.text = self.text[:start] + " " * (end - start) + self.text[end:]

    def _addresses(self):
        if match := DOI.search(self.plain):
            end = match.start(1) + len(match[1].rstrip(".,;:)]}”\"'"))
            if match[1].count("(") > match[1][: end - match.start(1)].count(")") and self.plain[end : end + 1] == ")":
                end += 1
            self.keep("doi", match.start(1), end, self.plain[match.start(1) : end])
            self.blank(match.start(), match.end())
        if match := ARXIV.search(self.text):
            self.reference.kind = "article"
            self.keep("url", match.start(1), match.end(1), f"https://arxiv.org/abs/{match[1]}")
        for match in URL.finditer(self.text):
            address = match[1].rstrip(".,;:)]'")
            if "url" not in self.reference.fields and "doi.org" not in address:
                self.keep("url", match.start(1), match.start(1) + len(address), address)
            self.blank(match.start(), match.end())
        for match in ACCESSED.finditer(self.text):
            if match[0].strip():
                self.accessed = True
                self.blank(match.start(), match.end())
