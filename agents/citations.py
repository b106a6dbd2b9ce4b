"""Numbered citations: which stretch of an answer rests on which span of which passage.

Numbers are given by code in the order of first use; one span has one number in an answer.
"""

import re
from dataclasses import dataclass, field

Span = tuple[int, int, int]  # index of the passage, start and end in its text

# [1], [1, 2], [^1], 【1†source】: what models write when asked for citations.
MARKER = re.compile(r"[ \t]*(?:\[\^?\d{1,3}(?:\s*[,;–-]\s*\^?\d{1,3})*\](?!\()|【\d{1,3}[^】\n]{0,40}】)")
_ACTIVE = re.compile(r"(?<![\w])_|_(?![\w])|[\\`*\[\]~|]|<(?=[A-Za-z/!?])|!(?=\[)|&(?=[A-Za-z#]\w*;)")
_LINE_START = re.compile(r"^(\s*)([#>+-]|\d{1,9}[.)])(?=\s|$|#)")
_LIKE_A_MARKER = re.compile(r"\[(?=\d{1,3}\])")
_LIST_NUMBER = re.compile(r"^(\d{1,9})([.)])")


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered link from text[start:end] of the answer to a span of a passage."""

    number: int
    start: int
    end: int
    passage: int
    source_start: int
    source_end: int
    score: float


@dataclass(slots=True)
class CitedText:
    """Markdown that grows sentence by sentence, with its markers placed."""

    markdown: str = ""
    citations: list[Citation] = field(default_factory=list)
    _numbers: dict[Span, int] = field(default_factory=dict)

    def add(self, text: str, spans: list[Span] = (), score: float = 1.0) -> str:
        """Append text with a marker for each span and return what was appended."""
        body, tail = text.rstrip(), text[len(text.rstrip()) :]
        start = len(self.markdown) + len(body) - len(body.lstrip())
        end = len(self.markdown) + len(body)
        markers = ""
        for span in spans:
            number = self._numbers.setdefault(tuple(span), len(self._numbers) + 1)
            if f"[{number}]" not in markers:
                markers += f"[{number}]"
                self.citations.append(Citation(number, start, end, *span, score))
        piece = body + (" " + markers if markers else "") + tail
        self.markdown += piece
        return piece


def literal(quoted: str) -> str:
    """Return text from a document as Markdown that shows it and does nothing: no link, image or HTML."""
    text = _LIKE_A_MARKER.sub("[\u2060", " ".join(quoted.split()))  # a footnote is no citation of ours
    text = _ACTIVE.sub(lambda match: "\\" + match.group(), text)
    if text.count("$") > 1:  # a single one opens no formula
        text = text.replace("$", "\\$")
    text = _LIST_NUMBER.sub(r"\1\\\2", text)
    return _LINE_START.sub(r"\1\\\2", text)
