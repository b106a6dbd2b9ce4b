# ruff: noqa: E501 - patterns and messages stand on one line
"""What each column of a statement stands for: its period, its scale, whether it is to be read at all."""

import re
from dataclasses import dataclass

from agents.tools.finance.amounts import currency_of
from agents.tools.reports.labels import folded
from agents.tools.reports.periods import INTERIM, Mention, Period, length_in, mentions, period_of
from agents.tools.reports.units import short_scale
from agents.tools.tables.cells import is_blank, number
from agents.tools.tables.reading import Row

NOT_VALUES = re.compile(r"\b(?:budget(?:ed)?|plan(?:ned)?|target|forecast|variance|var\.?|change|chg|growth|diff(?:erence)?|delta|yoy|qoq|y-o-y|q-o-q|notes?|ref|%|inc(?:rease)? ?/ ?\(?dec(?:rease)?)(?![a-z])|%|Δ|เปลี่ยนแปลง|งบประมาณ|ประมาณการ|เป้าหมาย|ผลต่าง|หมายเหตุ|ร้อยละ|เพิ่มขึ้น|ลดลง", re.IGNORECASE)  # fmt: skip
ACTUAL = re.compile(r"\bactuals?\b|ผลจริง|เกิดจริง", re.IGNORECASE)
SEPARATE = re.compile(
    r"\bseparate\b|\bcompany(?: only)?\b|\bparent(?: company)?\b|\bstandalone\b|เฉพาะ(?:กิจการ|บริษัท|ธนาคาร)", re.IGNORECASE
)
GROUP = re.compile(r"\bconsolidated\b|\bgroup\b|งบการเงินรวม|กลุ่ม(?:บริษัท|ธนาคาร)", re.IGNORECASE)
RESTATED_ONLY = re.compile(r"\brestated\b|ปรับปรุงใหม่", re.IGNORECASE)


@dataclass
class ColumnRole:
    """period: None for a column without values of a period (notes, changes, budgets)."""

    period: Period | None
    scale: float | None = None
    currency: str = ""
    separate: bool = False


@dataclass
class Setting:
    """What the lines around a table say: the length of its periods, when the business year ends, whether the report is interim, the month named."""

    length: str
    year_end: int
    interim: bool
    month: int = 0


def is_heading(row: Row) -> bool:
    """Whether a row only names periods (or other titles of columns) and holds no values."""
    texts = [cell.text for cell in row.cells[1:] if cell.text] or [cell.text for cell in row.cells if cell.text]
    figures = [text for text in texts if number(text) is not None]
    years = [text for text in figures if _is_year(text)]
    if figures and len(years) < len(figures):
        return False
    said = " ".join(texts)
    return (
        bool(mentions(said)) or bool(NOT_VALUES.search(said)) or bool(SEPARATE.search(said) and GROUP.search(said)) or bool(length_in(said))
    )


def _is_year(text: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20|25|26)\d\d|[๑-๙][๐-๙]{3}", text.strip()))


def roles_of(headings: list[Row], width: int, filled: list[int], setting: Setting) -> dict[int, ColumnRole]:
    """Return the role of each column that has one. filled: columns that hold figures below, from left to right."""
    titles = dict.fromkeys(range(width), "")
    for row in headings:
        for at, text in _spread(row, width, filled).items():
            titles[at] = f"{titles[at]} {text}".strip()
    roles = {at: role for at in filled if at and (role := _role(titles[at], setting)) is not None}
    values = [at for at in filled if at]
    together = any(len({mention.year for mention in mentions(title) if mention.kind == "year"}) > 1 for title in titles.values())
    if together or len([role for role in roles.values() if role.period]) < min(2, len(values)):
        roles = _in_order(headings, values, setting) or roles
    return _balance_names(roles, titles, setting)


def _spread(row, width, filled):
    """Return {column: title}; titles that span columns are shared out evenly among those with figures."""
    named = [(at, cell.text) for at, cell in enumerate(row.cells) if cell.text and at]
    lead = row.cells[0].text if row.cells else ""
    values = [at for at in filled if at]
    spanning = [(at, text) for at, text in named if not NOT_VALUES.search(text) or mentions(text)]
    notes = {at: text for at, text in named if NOT_VALUES.search(text) and not mentions(text)}
    targets = [at for at in values if at not in notes]
    if 0 < len(spanning) < len(targets) and len(targets) % len(spanning) == 0 and not any(_is_year(text) for _at, text in spanning):
        share = len(targets) // len(spanning)
        return notes | {target: spanning[index // share][1] for index, target in enumerate(targets)}
    found = dict(named)
    if not named and lead and len(row.cells) and (length_in(lead) or GROUP.search(lead)):
        return dict.fromkeys(values, lead)
    return {at: text for at, text in found.items() if at < width}


def _role(title: str, setting: Setting) -> ColumnRole | None:
    if not title:
        return None
    found = mentions(title)
    blocked = NOT_VALUES.search(title) and not ACTUAL.search(title)
    if not found:
        return ColumnRole(None) if blocked else None
    if blocked:
        return ColumnRole(None)
    length = length_in(title) or setting.length
    mention = _whole(found)
    period = period_of(
        mention, length if mention.kind in ("date", "month", "year") else "", year_end=setting.year_end if setting.interim else 0
    )
    if mention.kind == "year" and length in ("3M", "6M", "9M") and not length_in(title):
        period = _named_end(mention, length, setting)
    separate = bool(SEPARATE.search(title)) and not GROUP.search(title)
    return ColumnRole(period, short_scale(title), currency_of(title), separate)


def _whole(found: list[Mention]) -> Mention:
    """Of "31 December 2024" and "Q3 2024" in one title the one that says more: a day's year belongs to it."""
    order = {"quarter": 0, "half": 0, "nine": 0, "date": 1, "month": 2, "span": 3, "year": 3}
    return min(found, key=lambda each: order[each.kind])


def _named_end(mention: Mention, length: str, setting: Setting) -> Period:
    """A column that says only "2024" below "three months ended 31 March"."""
    named = Mention(0, 0, "date", mention.year, 0, setting.month, 0)
    return period_of(named, length) if setting.month else period_of(mention, length)


def _in_order(headings, values, setting):
    """Give the periods of a heading whose titles ran together to the columns in their order."""
    for row in reversed(headings):
        text = " ".join(cell.text for cell in row.cells if cell.text)
        found = [each for each in mentions(text) if each.kind != "span"]
        if len(found) < 2:
            continue
        if len(found) in (len(values), len(values) - 1):
            return dict(zip(values[-len(found) :], _in_turn(text, found, setting), strict=True))
    return None


def _in_turn(text: str, found: list[Mention], setting: Setting) -> list[ColumnRole]:
    """Return the role that each period of a heading gives, by the words between it and the one before."""
    length = length_in(text) or setting.length
    roles, start = [], 0
    for at, mention in enumerate(found):
        end = mention.end if at + 1 < len(found) else len(text)
        words = text[start:end]
        start = mention.end
        dated = mention.kind in ("date", "month")
        period = period_of(mention, length if dated else "", year_end=setting.year_end if setting.interim else 0)
        blocked = NOT_VALUES.search(words) and not ACTUAL.search(words) and not re.match(r"\W*notes?\b|\W*หมายเหตุ", words, re.IGNORECASE)
        separate = bool(SEPARATE.search(words)) and not GROUP.search(words)
        roles.append(ColumnRole(None if blocked else period, short_scale(text), currency_of(words), separate))
    return roles


def _balance_names(roles, titles, setting):
    """Two columns of one period, the second restated or of the company alone: the first is read."""
    seen: set[str] = set()
    for at in sorted(roles):
        role = roles[at]
        if role.period and role.separate and not any(r.period and not r.separate for r in roles.values()):
            role.separate = False
        if role.period and not role.separate:
            if role.period.name in seen and RESTATED_ONLY.search(titles[at]):
                role.period = None
            elif role.period:
                seen.add(role.period.name)
    return roles


def filled_columns(rows: list[Row]) -> list[int]:
    """Return the columns with figures, from left to right; a column of note numbers isn't one."""
    width = max((len(row.cells) for row in rows), default=0)
    found = []
    for at in range(width):
        texts = [row.cells[at].text for row in rows if at < len(row.cells) and not is_blank(row.cells[at].text)]
        figures = [text for text in texts if number(text) is not None]
        if figures and len(figures) >= 0.5 * len(texts) and not _are_notes(at, texts, rows):
            found.append(at)
    return found


def _are_notes(at, texts, rows):
    """Small whole numbers to the left of much larger figures point to notes."""
    small = [text for text in texts if re.fullmatch(r"\d{1,2}(?:\.\d{1,2})?(?:\s?[,&/และ]\s?\d{1,2}(?:\.\d)?)*", text)]
    if at == 0 or len(small) < len(texts):
        return False
    right = [abs(value) for row in rows for cell in row.cells[at + 1 :] if (value := number(cell.text)) is not None]
    here = [value for text in texts if (value := number(text)) is not None]
    rising = all(a <= b for a, b in zip(here, here[1:], strict=False))
    return bool(right) and (sorted(right)[len(right) // 2] > 40 * max(here, default=1) or (rising and sorted(right)[len(right) // 2] > 3 * max(here, default=1)))  # fmt: skip


def is_interim(text: str) -> bool:
    return bool(INTERIM.search(text))


def label_is_period(text: str) -> bool:
    """Whether a cell is nothing but a period: 2024, FY2024, Q1 2024, 31 ธ.ค. 2567."""
    found = mentions(text)
    if len(found) != 1:
        return False
    rest = folded(text[: found[0].start] + " " + text[found[0].end :])
    return not re.sub(r"fy|year|ended|ended?|quarter|as at|ปี|พ\.ศ\.?|ณ|วันที่|สิ้นสุด|[\s.:()]", "", rest)
