# ruff: noqa: E501 - patterns and messages stand on one line
"""Lines of statements and what they name: labels made alike, then matched whole against the vocabulary."""

import re
import unicodedata

from agents.terms import THAI_DIGITS
from agents.tools.reports.vocabulary import METRICS, WITHOUT
from agents.tools.tables.cells import unechoed

NOTES = re.compile(
    r"\[\d+\]|\((?:note|notes|หมายเหตุ)[^)]{0,20}\)|\(\d{1,2}\)|[*†‡§¹²³]+|(?:\bnote|หมายเหตุ(?:ข้อ)?)\s?\d[\d.,\s]*$|(?<=\S)\s\d{1,2}(?:[.,]\s?\d{1,2}){0,3}$",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"\([^()]{0,60}\)|\[[^\[\]]{0,60}\]")
EDGES = re.compile(r"^(?:[ivx]{1,4}|[a-z]|\d{1,2}(?:\.\d{1,2})*)[.)]\s+|^[-–—•·*]\s*|[\s:;.,–—-]+$", re.IGNORECASE)
MOST_CHARS = 140


def folded(label: str) -> str:
    """Return a label in small letters, without notes, numbering and doubled Thai syllables."""
    text = unicodedata.normalize("NFKC", label[:MOST_CHARS]).replace("\u0e4d\u0e32", "\u0e33").translate(THAI_DIGITS)
    text = NOTES.sub(" ", text)
    text = unechoed(text)
    if re.search("[ก-ฮ]", text):
        text = re.sub(r"(?<=[ก-๙])\s+(?=[ก-๙])", "", text)
    text = text.casefold().replace("’", "'").replace("‘", "'").replace("&", " and ").replace("/", " / ")
    text = re.sub(r"\s+", " ", text).strip()
    return EDGES.sub("", EDGES.sub("", text)).strip()


def metric_of(label: str) -> tuple[str, int] | None:
    """Return (metric, rank) of a line's label, rank 0 for the most telling name of it, None for a line of no metric."""
    whole = folded(label)
    for text in dict.fromkeys([whole, folded(label.replace("(", "").replace(")", "")), folded(BRACKETS.sub(" ", label))]):
        if not text or WITHOUT.search(text):
            continue
        for metric, patterns in METRICS.items():
            for rank, pattern in enumerate(patterns):
                if pattern.fullmatch(text):
                    return metric, rank
    return None


def is_negated(label: str) -> bool:
    """Whether a positive figure beside this label means a loss."""
    text = folded(label)
    loss = re.search(r"\bloss(?:es)?\b|ขาดทุน|\bdeficit\b", text)
    return bool(loss) and not re.search(r"\bprofit|\bincome\b|\bearnings\b|กำไร|\bcredit loss|\bimpairment|expected", text)
