"""The answerer without a language model (`builtin/extractive`): it quotes, cites and never writes.

It picks the sentences of the retrieved passages that answer the question and orders them. Text of
a document is only ever quoted: an instruction in it is one more sentence. Pure: no database.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from .citations import CitedText, Span
from .evidence import Evidence, Passage, read
from .question_type import Question, read_question
from .quoting import Quote, quotes_for
from .relevance import Scored, confidence, rank, rescore
from .selection import select

THRESHOLD = 0.5  # confidence from which an answer is given; benchmarks/answers.py shows the trade
DOUBT = (0.05, 0.9)  # outside of it embeddings would change nothing but the time
LEAD_IN = {
    "en": "Quoted from your documents:",
    "th": "ข้อความที่ยกมาจากเอกสารของคุณ:",
}
REFUSAL = {
    "en": "I could not find the answer in your documents.",
    "th": "ไม่พบคำตอบในเอกสารของคุณ",
}
Embed = Callable[[list[str]], np.ndarray]


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """A piece of the answer in Markdown, without markers, and the spans it quotes."""

    text: str
    citations: list[Span] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Answer:
    """The parts in order, or a refusal; iterate over it to stream.

    confidence: estimated chance that the passages hold the answer, 0 to 1.
    nearest: best spans of a refused question, for "the closest passages are".
    """

    language: str
    refused: bool
    confidence: float
    parts: list[AnswerPart]
    nearest: list[Span]

    def __iter__(self) -> Iterator[AnswerPart]:
        return iter(self.parts)

    @property
    def lead_in(self) -> str:
        """Return the line to show before the parts, empty for a refusal."""
        return "" if self.refused else LEAD_IN[self.language]

    def cited(self) -> CitedText:
        """Return the whole answer as Markdown with numbered citations."""
        text = CitedText()
        for part in self.parts:
            text.add(part.text, part.citations, self.confidence)
        return text


def answer(question: str, passages: list[Passage], *, embed: Embed | None = None, threshold: float = THRESHOLD) -> Answer:
    """Return the sentences of passages (best first) that answer question, or a refusal.

    embed turns texts into unit vectors, shape (n, dim); pass None where its model does not know
    the language. It is called once at most, where the words alone leave a doubt, with a few texts.
    Fixed phrases follow the question's language.
    """
    asked = read_question(question)
    evidence = read(passages)
    ranked = rank(asked, evidence)
    sure = confidence(ranked[0]) if ranked else 0.0
    if embed and DOUBT[0] < sure < DOUBT[1]:
        ranked = rescore(asked, evidence, ranked, embed)
        sure = confidence(ranked[0])
    nearest = [_span(evidence, item) for item in ranked[:3]]
    if not ranked or sure < threshold:
        return Answer(asked.language, True, sure, [AnswerPart(REFUSAL[asked.language])], nearest)
    return Answer(asked.language, False, sure, _parts(asked, evidence, ranked), [])


def _span(evidence: Evidence, item: Scored) -> Span:
    unit = evidence.units[item.index]
    return unit.passage, unit.start, unit.end


def _parts(asked: Question, evidence: Evidence, ranked: list[Scored]) -> list[AnswerPart]:
    parts, bulleted = [], False
    for quote in _distinct(quotes_for(asked, evidence, select(asked, evidence, ranked))):
        before = "" if not parts else "\n" if quote.bullet and bulleted else "\n\n"
        parts.append(AnswerPart(before + ("- " if quote.bullet else "") + quote.markdown, [quote.span]))
        bulleted = quote.bullet
    return parts


def _distinct(quotes: list[Quote]) -> Iterator[Quote]:
    """Yield the quotes that no earlier one contains."""
    kept = []
    for quote in quotes:
        passage, start, end = quote.span
        if not any(p == passage and s <= start and end <= e for p, s, e in kept):
            kept.append(quote.span)
            yield quote
