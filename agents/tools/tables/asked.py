"""Questions that ask for a sum, a mean or a count by some column, read against the columns a table has."""

import re

from agents.tools.tables.columns import Frame

AGGREGATE = [
    ("mean", r"\b(?:average|mean)\b|ค่าเฉลี่ย|โดยเฉลี่ย|เฉลี่ย"),
    ("median", r"\bmedian\b|มัธยฐาน"),
    ("distinct", r"\b(?:distinct|unique|different)\b|ไม่ซ้ำ"),
    ("max", r"\b(?:maximum|max|highest|largest)\b|สูงสุด|มากที่สุด"),
    ("min", r"\b(?:minimum|min|lowest|smallest)\b|ต่ำสุด|น้อยที่สุด"),
    ("sum", r"\b(?:totals?|sum|overall)\b|ยอดรวม|ผลรวม|รวม"),
    ("count", r"\b(?:count|number of|how many)\b|จำนวน|กี่(?:รายการ|แถว|คน)|นับ"),
]
BY = re.compile(r"\b(?:by|per|for each|in each|grouped by|over|across|against|vs\.?|versus)\s+(?:the\s+)?(.{1,80})|(?:แยกตาม|จำแนกตาม|แบ่งตาม|ตาม|ต่อ|ราย|ในแต่ละ|แต่ละ)\s?(.{1,60})", re.IGNORECASE)  # noqa: E501  # fmt: skip
TIME = [("month", r"\bmonth(?:ly|s)?\b|เดือน"), ("quarter", r"\bquarter(?:ly|s)?\b|ไตรมาส"), ("year", r"\b(?:year(?:ly|s)?|annual(?:ly)?)\b|ปี"), ("day", r"\b(?:day|daily|date)\b|วัน")]  # noqa: E501  # fmt: skip
SALES = re.compile(r"\b(?:sales|revenue|turnover|takings)\b|ยอดขาย|รายได้", re.IGNORECASE)
SALES_COLUMNS = ("sales", "revenue", "turnover", "ยอดขาย", "รายได้", "total", "ยอดรวม", "amount", "จำนวนเงิน")
ASKS_CHART = re.compile(r"\b(?:chart|plot|graph|visuali[sz]e|draw|pie|bar chart|histogram|scatter(?:plot)?|trend line)\b|กราฟ|แผนภูมิ|แผนภาพ|พล็อต|ชาร์ต", re.IGNORECASE)  # noqa: E501  # fmt: skip


def aggregate_in(question: str) -> str | None:
    return next((name for name, pattern in AGGREGATE if re.search(pattern, question, re.IGNORECASE)), None)


def period_in(text: str) -> str:
    return next((name for name, pattern in TIME if re.search(pattern, text, re.IGNORECASE)), "")


def columns_in(frame: Frame, text: str) -> list[str]:
    """Return the names of columns that text holds, in the order they come."""
    folded, found = text.casefold(), []
    for column in sorted(frame.columns, key=lambda each: -len(each.name)):
        name = column.name.casefold().strip()
        if len(name) < 2 or name.startswith("#"):
            continue
        for form in dict.fromkeys([name, name.replace("_", " "), re.sub(r"\s*\(.*?\)", "", name).strip(), name.removesuffix("s")]):
            if len(form) < 2:
                continue
            edge = r"\b" if form[0].isascii() else ""
            ending = r"(?:s|es)?\b" if form[-1].isascii() and form[-1].isalnum() else ""
            match = re.search(f"{edge}{re.escape(form)}{ending}", folded)
            if match and not any(start <= match.start() < end for start, end, _name in found):
                found.append((match.start(), match.end(), column.name))
                break
    return [name for _start, _end, name in sorted(found)]


def sales_in(frame: Frame, text: str) -> list[str]:
    """Return the column of numbers that holds the sales text asks for (total_baht, Amount), the plainest name first."""
    if not SALES.search(text):
        return []
    names = [column.name for column in frame.columns if column.kind == "number"]
    return [name for word in SALES_COLUMNS for name in names if word in re.split(r"[\W_]+", name.casefold()) or name == word][:1]


def before_grouping(question: str) -> str:
    """Return question up to "by …": what is measured stands there, never behind it."""
    by = BY.search(question)
    return question[: by.start()] if by else question


def read_grouping(frame: Frame, question: str) -> dict | None:
    """Return {measure, group_by, aggregate, period} that question asks of frame, None if its words name no column of it."""
    by = next(iter(BY.finditer(question)), None)
    head, tail = (question[: by.start()], by[1] or by[2]) if by else (question, "")
    groups = columns_in(frame, tail)
    period = period_in(tail) if tail else ""
    if by and not groups and period:
        groups = [column.name for column in frame.columns if column.kind == "date"][:1]
    numeric = {column.name for column in frame.columns if column.kind == "number"}
    named = columns_in(frame, head) or [name for name in columns_in(frame, question) if name not in groups]
    measures = [name for name in named if name in numeric] or sales_in(frame, head)
    aggregate = aggregate_in(head)
    if by and not groups:
        return None
    if not measures and aggregate not in ("count", "distinct"):
        return None
    asked = {"group_by": groups, "aggregate": aggregate or "sum"}
    if measures and asked["aggregate"] != "count":
        asked["measure"] = measures[0]
    elif aggregate == "distinct" and named:
        asked["measure"] = named[0]
    return asked | ({"period": period} if period and groups else {})
