"""Papers and references; every field keeps its place (spans: (start, end) in DocumentText.text)."""

from dataclasses import dataclass, field

from agents.tools.resumes.model import Found, Span

FIELDS = ("title", "year", "container", "volume", "issue", "pages", "publisher", "doi", "url")


@dataclass(frozen=True)
class Person:
    """literal: an organisation, or a name that does not part into family and given (Thai names are kept whole)."""

    family: str
    given: str = ""
    literal: bool = False

    @property
    def shown(self) -> str:
        return f"{self.given} {self.family}".strip()


@dataclass
class Reference:
    """kind: article-journal | paper-conference | book | chapter | thesis | report | webpage | article (preprint).

    text: the entry on one line. fields: FIELDS by name; years are of the common era, whatever the text says.
    number: its label in a numbered list, else its place in the list.
    """

    number: int
    text: str
    spans: list[Span]
    authors: list[Person] = field(default_factory=list)
    author_spans: list[Span] = field(default_factory=list)
    fields: dict[str, Found] = field(default_factory=dict)
    kind: str = "book"
    et_al: bool = False
    numbered: bool = False

    def value(self, name: str) -> str:
        return self.fields[name].text if name in self.fields else ""


@dataclass
class Paper:
    """What a paper says of itself. references_at: where its list of references begins, or the end of its text."""

    title: Found | None = None
    authors: list[Found] = field(default_factory=list)
    year: Found | None = None
    abstract: Found | None = None
    doi: Found | None = None
    venue: Found | None = None
    references_at: int = 0
