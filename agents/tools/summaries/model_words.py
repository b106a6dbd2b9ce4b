"""A summary in a language model's own words: parts that fit its window are summarized, then the summaries."""

from collections.abc import Callable

from agents.untrusted import Fence
from projects.llm.ledger import estimate_tokens

PART_TOKENS = 3000
MOST_PARTS = 60  # a thousand pages; the rest is said to be left out
LENGTHS = {"short": "three sentences", "medium": "about 150 words", "long": "about 400 words with a short heading for each topic"}
PART = """\
Summarize the part of a document between the lines {fence} in at most 120 words, in its own language. Keep names, figures and dates.
{warning}"""
WHOLE = """\
Write a summary of {length}{focus} from the notes between the lines {fence}, in {language}. Say nothing that the notes do not say.
{warning}"""
LANGUAGES = {"en": "English", "th": "Thai"}


def parts_of(text: str, starts: list[int]) -> list[str]:
    """Cut text at starts (offsets of paragraphs, ascending) into parts of at most about PART_TOKENS."""
    parts, begun, last = [], 0, 0
    for start in [*starts, len(text)]:
        if last > begun and estimate_tokens(text[begun:start]) > PART_TOKENS:
            parts.append(text[begun:last])
            begun = last
        last = start
    parts.append(text[begun:])
    return [piece for part in parts for piece in _cut(part) if piece.strip()]


def in_own_words(
    complete: Callable[[list[dict]], str],
    text: str,
    starts: list[int],
    *,
    length: str,
    language: str,
    focus: str = "",
    should_stop=lambda: False,
) -> tuple[str, bool]:
    """Return (summary, whether all of the text was read). Raises GatewayError, as complete does."""
    parts = parts_of(text, starts)
    notes = parts[:1]
    if len(parts) > 1:
        notes = []
        for part in parts[:MOST_PARTS]:
            if should_stop():
                break
            notes.append(_asked(complete, PART, part))
    while estimate_tokens("\n\n".join(notes)) > PART_TOKENS * 2 and len(notes) > 1:
        notes = [_asked(complete, PART, "\n\n".join(notes[at : at + 8])) for at in range(0, len(notes), 8)]
    about = f" that answers “{focus}”" if focus else ""
    whole = _asked(complete, WHOLE, "\n\n".join(notes), length=LENGTHS[length], focus=about, language=LANGUAGES[language])
    return whole, len(parts) <= MOST_PARTS


def _asked(complete, instructions, text, **fields):
    fence = Fence("DOCUMENT")
    told = instructions.format(fence=fence.mark, warning=fence.warning, **fields)
    return complete([{"role": "system", "content": told}, {"role": "user", "content": fence.around(text)}]).strip()


def _cut(part, most=PART_TOKENS * 4):
    return [part[at : at + most] for at in range(0, len(part), most)] or [part]
