"""What a tool gives back: typed data, statements for the answer, views for the page, and where each value stands.

Everything here turns into JSON (`Result.as_json`) and is kept on the step, so that a page, an API client and a
resumed run see the same. Places are referred to by their index in `Result.places`.
"""

from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar
from uuid import UUID


@dataclass(frozen=True)
class Place:
    """The exact words of a document's revision that a value was taken from; offsets as in documents.models.Content."""

    document_id: UUID
    revision_id: int
    document_name: str
    start: int
    end: int
    quote: str
    page: int | None = None
    row: int | None = None
    heading_path: tuple[str, ...] = ()
    score: float = 1.0


@dataclass
class Cell:
    """What one field of a view shows. value: the number or ISO date behind text, to sort and compute with.

    tone: "" | "good" | "warning" | "bad". places: indexes into Result.places.
    """

    text: str
    places: list[int] = field(default_factory=list)
    value: Any = None
    tone: str = ""


@dataclass
class Column:
    """align: "start" for words, "end" for numbers."""

    label: str
    align: str = "start"


@dataclass
class Table:
    columns: list[Column]
    rows: list[list[Cell]]
    title: str = ""
    note: str = ""
    kind: ClassVar[str] = "table"


@dataclass
class Matrix:
    """Rows against columns, such as skills against candidates; the first column's cells are row_labels."""

    row_labels: list[Cell]
    column_labels: list[Cell]
    cells: list[list[Cell]]
    title: str = ""
    note: str = ""
    kind: ClassVar[str] = "matrix"


@dataclass
class Facts:
    """Names with their values: [(label, cells)]."""

    items: list[tuple[str, list[Cell]]]
    title: str = ""
    kind: ClassVar[str] = "facts"


@dataclass
class Moment:
    """date: ISO 8601 (YYYY, YYYY-MM or YYYY-MM-DD), or "" where the document gives none; until: the end of a period."""

    date: str
    cell: Cell
    until: str = ""


@dataclass
class Timeline:
    moments: list[Moment]
    title: str = ""
    kind: ClassVar[str] = "timeline"


@dataclass
class Series:
    """points: [(x, y)]; x a category, ISO date or number, y a number or None for a gap."""

    name: str
    points: list[tuple[Any, float | None]]


@dataclass
class Chart:
    """shape: bar | line | pie | scatter | number. why: the rule that chose the shape."""

    shape: str
    series: list[Series]
    title: str = ""
    x_label: str = ""
    y_label: str = ""
    why: str = ""
    kind: ClassVar[str] = "chart"


@dataclass
class Code:
    """Text to copy or save as a file, such as BibTeX."""

    text: str
    language: str = ""
    filename: str = ""
    title: str = ""
    kind: ClassVar[str] = "code"


@dataclass
class Working:
    """A calculation, step by step, in Markdown; formulas between dollar signs."""

    lines: list[str]
    title: str = ""
    kind: ClassVar[str] = "working"


View = Table | Matrix | Facts | Timeline | Chart | Code | Working


@dataclass
class Statement:
    """A sentence (or list item, or line) of the answer in Markdown, and the places it rests on."""

    text: str
    places: list[int] = field(default_factory=list)


@dataclass
class Result:
    """data: conforms to the tool's `returns`. statements: the answer in words, in the reader's language.

    passages: what a search found (documents.retrieval.Passage), best first; only search tools have them.
    retrieval: the search they come from (documents.retrieval.Retrieval), with its trace.
    found_nothing: the documents hold nothing to work on; the statements then say so.
    """

    data: dict = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    views: list[View] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    passages: list = field(default_factory=list)
    found_nothing: bool = False
    retrieval: Any = None
    _kept: dict[Place, int] = field(default_factory=dict, repr=False, compare=False)

    def place(self, place: Place) -> int:
        """Keep place and return its index."""
        if len(self._kept) != len(self.places):
            self._kept = {each: index for index, each in reversed([*enumerate(self.places)])}
        index = self._kept.setdefault(place, len(self.places))
        if index == len(self.places):
            self.places.append(place)
        return index

    def as_json(self) -> dict:
        return {
            "data": self.data,
            "statements": [asdict(each) for each in self.statements],
            "views": [{"kind": view.kind, **asdict(view)} for view in self.views],
            "places": [asdict(each) | {"document_id": str(each.document_id)} for each in self.places],
            "found_nothing": self.found_nothing,
        }
