"""What is known of an answer while it is made."""

import time
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from agents.builtin_answerer import Quoted
from agents.engine.storing import as_lines
from agents.tools.results import Place, Result
from projects.llm import models_client

MOST_STATED = 20_000


@dataclass(frozen=True)
class PlaceSource:
    """A place that a tool took a value from, in the form of a passage: it can be cited and held against sentences."""

    document_id: UUID
    revision_id: int
    document_name: str
    text: str
    start: int
    end: int
    page_start: int | None
    page_end: int | None
    row_start: int | None
    row_end: int | None
    heading_path: tuple
    score: float
    kind: str = "place"

    @classmethod
    def of(cls, place: Place) -> "PlaceSource":
        return cls(
            document_id=place.document_id,
            revision_id=place.revision_id,
            document_name=place.document_name,
            text=place.quote,
            start=place.start,
            end=place.end,
            page_start=place.page,
            page_end=place.page,
            row_start=place.row,
            row_end=place.row,
            heading_path=tuple(place.heading_path),
            score=place.score,
        )


@dataclass(frozen=True)
class Stated:
    """What a tool said: it bears out a sentence that repeats it, which then cites the places it rests on.

    places: indexes into Draft.evidence.
    """

    text: str
    document_name: str = ""
    places: tuple[int, ...] = ()
    heading_path: tuple = ()
    start: int = 0
    end: int = 0
    score: float = 1.0
    kind: str = "paragraph"


@dataclass
class Draft:
    """evidence: what the answer may cite, passages that were found and places that tools named, each once.

    retrieval: the first search, None if there was none. quoted: an answer that code has put together from sources.
    stated: what tools said, beside what they found.
    notes: plain remarks under the answer, such as a tool that could not be used.
    recalled: whether some of it was found by an earlier attempt, so that it may be gone since.
    """

    started: float = field(default_factory=time.monotonic)
    retrieval: Any = None
    evidence: list = field(default_factory=list)
    messages: list = field(default_factory=list)
    text: str = ""
    quoted: Quoted | None = None
    stated: list[Stated] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    timings_ms: dict = field(default_factory=dict)
    recalled: bool = False
    _known: dict = field(default_factory=dict)

    def clock(self, name):
        self.timings_ms[name] = round((time.monotonic() - self.started) * 1000, 1)

    def take(self, result: Result) -> None:
        """Let the answer cite what a tool found."""
        if result.retrieval and self.retrieval is None:
            self.retrieval = result.retrieval
        for passage in result.passages:
            self.index_of_passage(passage)
        for place in result.places:
            self.index_of(place)
        for statement in result.statements:
            self.stated.append(Stated(statement.text, places=tuple(self.index_of(result.places[index]) for index in statement.places)))
        if result.data and not result.passages:
            self.stated.append(Stated("\n".join(as_lines(result.data))[:MOST_STATED]))

    def index_of(self, place: Place) -> int:
        """Return the place's index in evidence."""
        return self._index(PlaceSource.of(place))

    def index_of_passage(self, passage) -> int:
        return self._index(passage)

    def _index(self, source):
        key = (source.revision_id, source.start, source.end)
        if key not in self._known:
            self._known[key] = len(self.evidence)
            self.evidence.append(source)
        return self._known[key]

    def embed(self, texts):
        """Embed texts with the model of the project's index."""
        return models_client.embed_passages(texts, self.retrieval.trace["index"]["model"])

    @property
    def embeds(self):
        """`embed`, or None where its model does not know the language of the question."""
        return self.embed if self.retrieval and self.retrieval.trace.get("dense", {}).get("enabled") else None
