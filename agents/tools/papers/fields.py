"""Reads one reference into its fields, in any of the usual styles, English and Thai.

APA, Harvard, MLA, Chicago, Vancouver (NLM, AMA), IEEE, ACM, LNCS, Nature and their kin differ in where they put the year
and how they end the authors; what follows the title is read alike for all.
"""

import re

from agents.tools.papers.authorship import Authorship
from agents.tools.papers.joining import Joined
from agents.tools.papers.marks import CONFERENCE, REPORT, THESIS
from agents.tools.papers.model import Reference
from agents.tools.papers.publication import Publication
from agents.tools.papers.titles import Titles


def read_reference(number: int, numbered: bool, joined: Joined) -> Reference:
    """Return the reference; what isn't said stays out of `fields`."""
    return _Reader(number, numbered, joined).read()


class _Reader(Authorship, Titles, Publication):
    def read(self) -> Reference:
        self._addresses()
        title_at = self._authors()
        rest_at = self._title(title_at)
        self._rest(rest_at)
        self._kind()
        return self.reference

    def _kind(self) -> None:
        reference, text = self.reference, self.plain
        container = reference.value("container")
        if THESIS.search(text):
            reference.kind = "thesis"
        elif CONFERENCE.search(container) or (CONFERENCE.search(text) and not reference.value("issue") and "container" in reference.fields):
            reference.kind = "paper-conference"
        elif reference.kind == "article" or re.fullmatch(r"(?i)\W*(?:corr|arxiv)\W*", container):
            reference.kind = "article"
        elif (
            reference.value("volume")
            and container
            and not (reference.value("publisher") and re.search(r"[.,;”\"’\d]\s+[Ii]n:?\s+[A-Z]", text))
        ):
            reference.kind = "article-journal"
        elif (
            container
            and (reference.value("publisher") or re.search(r"(?:[.,”\"’]\s+|^)(?:In|ใน)\b:?\s", text))
            and reference.value("pages")
        ):
            reference.kind = "chapter"
        elif container and reference.value("pages"):
            reference.kind = "article-journal"
        elif "url" in reference.fields and not reference.value("pages"):
            reference.kind = "webpage"
        elif REPORT.search(text):
            reference.kind = "report"
        elif container and reference.value("issue"):
            reference.kind = "article-journal"
        else:
            reference.kind = "book"
