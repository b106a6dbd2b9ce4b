"""What a job post, or a question, asks of candidates."""

import re
from dataclasses import dataclass, field

from agents.tools.lines import Line
from agents.tools.resumes.fragments import trimmed
from agents.tools.resumes.levels import language_rank, lowest_degree
from agents.tools.resumes.listed import _pattern as language_pattern
from agents.tools.resumes.model import Span
from agents.tools.resumes.periods import DIGITS
from agents.tools.resumes.post_words import CERTIFICATE, DUTIES, FREE, MUST, NICE, PROTECTED, SILENT, YEARS
from agents.tools.resumes.skills import canonical, named_in
from agents.tools.resumes.telling import placeness, titleness
from agents.tools.resumes.words import by_word, fold

MOST, LONGEST_LINE = 40, 2_000


@dataclass
class Requirement:
    """kind: skill | years | degree | language | certification. minimum: years, or a rank of levels.py, else 0.

    subject: what the years are in, the fields of the degree (any one will do). span: in the job post, None if from a question.
    """

    kind: str
    name: str
    must: bool = True
    minimum: float = 0
    subject: list[str] = field(default_factory=list)
    span: Span | None = None


@dataclass
class Post:
    """title: of the position, "" if not said. left_out: what it asks about age, gender and the like, which is not looked at."""

    title: str
    requirements: list[Requirement]
    left_out: list[tuple[str, Span | None]] = field(default_factory=list)


def post_of_lines(lines: list[Line]) -> Post:
    """Read a job post. Lines under "We offer", "How to apply" and the like ask for nothing."""
    post, must, silent, duties = Post(_title(lines), []), True, False, False
    explicit = any(MUST.search(line.text) and _is_heading(line) for line in lines)
    for line in lines[:400]:
        if _is_heading(line):
            silent = bool(SILENT.match(line.text))
            duties = bool(DUTIES.match(line.text))
            must = not NICE.search(line.text)
            rest = line.text.partition(":")[2]
            if not rest.strip():
                continue
        if silent or (duties and explicit):
            continue
        for text, start in _clauses(line):
            _read(post, text, start, must and not NICE.search(text))
    return _tidied(post)


def post_of_text(text: str) -> Post:
    """Read what a question asks for; its requirements have no place in a document."""
    post = Post("", [])
    for clause in re.split(r"(?<=[.;\n])\s+|\n", text[:8_000]):
        nice = NICE.search(clause)
        parts = [clause] if not nice or nice.start() < 3 else re.split(r",|\bbut\b|\band\b|และ|แต่", clause)
        for part in parts:
            _read(post, part, None, not NICE.search(part))
    return _tidied(post)


def _is_heading(line) -> bool:
    text = line.text.strip()
    if len(text) > 60 or line.bullet or line.kind == "list_item":
        return bool(re.match(r"^[^:]{3,40}:", text)) and bool(SILENT.match(text) or DUTIES.match(text)) and not line.bullet
    known = SILENT.match(text) or DUTIES.match(text) or MUST.search(text) or NICE.search(text)
    return line.kind == "heading" or text.endswith(":") or (bool(known) and len(text.split()) <= 6 and not re.search(r"\d|[.,]$", text))


def _title(lines) -> str:
    for line in lines[:12]:
        text = re.sub(
            r"(?i)^(?:job title|position|vacancy|job post(?:ing)?|job description|we are hiring|now hiring|hiring"
            r"|รับสมัคร(?:งาน)?|ตำแหน่ง(?:งาน)?)\s*[:–—-]?\s*",
            "",
            line.text.strip(),
        )
        text = re.split(r"\s*[|(–]\s*|\s+-\s+|,\s", text)[0].strip()
        if titleness(text) > 0.6 and len(text.split()) <= 9 and not text.endswith("."):
            return text
    return ""


def _clauses(line) -> list[tuple[str, int]]:
    at, found = 0, []
    text = line.text[:LONGEST_LINE]
    for match in [*re.finditer(r"(?<=[a-z)\d])[.;]\s+(?=[A-Z])", text), None]:
        stop = match.end() if match else len(text)
        found.append((text[at:stop], line.start + at))
        at = stop
    return found


def _read(post: Post, text: str, start: int | None, must: bool) -> None:
    """Add what one clause asks for. start: its offset in the document, None if it has none."""
    if not text.strip():
        return

    def add(kind, name, span, **more):
        place = (start + span[0], start + span[1]) if start is not None else None
        post.requirements.append(Requirement(kind, name, must, span=place, **more))

    if PROTECTED.search(text):
        if re.search(
            r"อายุ\s*(?:ไม่|ระหว่าง|\d)|years old|\bage\b|เพศ|\bgender\b|\b(?:fe)?male\b|ศาสนา|สถานภาพ|โสด|สัญชาติ"
            r"|รูปถ่าย|ส่วนสูง|ทหาร|\bmarital\b|\breligion\b|บุคลิก|\bphoto",
            text,
            re.I,
        ):
            post.left_out.append((" ".join(text.split())[:120], (start, start + len(text)) if start is not None else None))
        text = re.sub(
            r"อายุ(?!งาน)[^,;]*?\d+[^,;]*?ปี(?:ขึ้นไป)?|\b(?:aged?|between)\s+\d+[^,;.]*|\d+\s*-?\s*\d*\s+years old",
            lambda match: " " * len(match[0]),
            text,
        )
    degree = _degree(text, add)
    _language(text, add)
    taken = [degree] if degree else []
    for match in CERTIFICATE.finditer(text):
        if not re.match(r"(?:A|An|The|Any|Your|Relevant|Valid|Professional)\s+\S+$", match[0]):
            add("certification", match[0], match.span())
        taken.append(match.span())
    skills = [each for each in _asked_skills(text) if not any(start <= each[1][0] < end for start, end in taken)]
    groups = _alternatives(text, skills)
    years = list(YEARS.finditer(text.translate(DIGITS)))
    of_years = []
    for match in years:
        number = _number(match[1] or match[2])
        own = [group for group in groups if _belongs(text, group, match)]
        of_years += own if len(own) == 1 else []
        subject = [name for group in own for name, _span in group]
        if 0 < number <= 40:
            add("years", " / ".join(subject[:3]) or _years_subject(text, match), match.span(), minimum=number, subject=subject)
    for group in groups:
        if group not in of_years:
            names = [name for name, _span in group]
            add("skill", " / ".join(names), (group[0][1][0], group[-1][1][1]), subject=names if len(names) > 1 else [])


def _belongs(text, group, years) -> bool:
    """Whether the years are in these skills: "3 years with Python", "Python: 3 years", but not "Python and 3 years of experience"."""
    start, end = group[0][1][0], group[-1][1][1]
    if start >= years.end():
        return True
    between = text[end : years.start()]
    return bool(re.fullmatch(r"[\s:(,–-]*(?:for|at least|อย่างน้อย|ไม่น้อยกว่า|มากกว่า|มา)?\s*", between))


def _asked_skills(text) -> list[tuple[str, Span]]:
    """Return (name, span) of the skills that text names, by the word list and after words such as "experience with"."""
    found = [(skill.name, skill.found.spans[0]) for skill in named_in(text) if fold(skill.name) not in by_word("languages")]
    spans = [span for _name, span in found]
    for name, (start, end) in _free_skills(text):
        if not any(start < last and first < end for first, last in spans):
            found.append((name, (start, end)))
            spans.append((start, end))
    return sorted(found, key=lambda each: each[1])


def _alternatives(text, skills) -> list[list[tuple[str, Span]]]:
    """Group skills of which one will do: "Python or Go", "Python, Java or Go"."""
    groups = [[each] for each in skills]
    for number in range(len(skills) - 1, 0, -1):
        between = text[skills[number - 1][1][1] : skills[number][1][0]]
        if re.fullmatch(r"\s*,?\s*(?:or|หรือ)\s*", between) or (len(groups[number]) > 1 and re.fullmatch(r"\s*,\s*", between)):
            groups[number - 1] += groups[number]
            groups[number] = []
    return [group for group in groups if group]


def _number(text) -> int:
    words = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10}
    return words.get(text.casefold(), 0) or int(text) if text.casefold() not in words else words[text.casefold()]


def _years_subject(text, match) -> str:
    after = re.match(r"\s*(?:experience\s+)?(?:in|as|of|with|working as)?\s*(?:an?\s+)?([\w /&-]{3,40})", text[match.end() :])
    subject = (after[1] if after else "").strip()
    subject = re.split(r"\b(?:and|or|with|is|are|in an?|required|experience)\b", subject)[0].strip()
    return "" if re.fullmatch(r"(?i)|experience|work experience|relevant.*|professional.*|similar.*|related.*", subject) else subject


def _degree(text, add) -> tuple[int, int] | None:
    """Return the span of a degree that is asked for, with its fields."""
    match = re.search(
        r"(?i)(?:bachelor|master|doctor|ph\.?\s?d\b|diploma|associate['’s]* degree|university degree|college degree"
        r"|\bdegree\b|\bb\.?sc\b|\bm\.?sc\b|\bmba\b|\bb\.?a\.?\b(?=\s+in)|high school)[^,.;]*?(?:degree|diploma)?"
        r"|ปริญญา(?:ตรี|โท|เอก)|วุฒิ|ปวส\.?|ปวช\.?|ม\.\s?6",
        text,
    )
    if not match:
        return None
    rank = lowest_degree(text[match.start() : match.start() + 160]) or (4 if re.search(r"(?i)degree", text) else 0)
    if not rank:
        return None
    tail = text[match.start() : match.start() + 220]
    named_fields = re.search(
        r"(?i)\b(?:in|of)\s+(?!experience)([^.;]{3,140})|สาขา(?:วิชา)?\s*([^.;\n]{2,100})|ทาง(?:ด้าน)?\s*([ก-๙ ,]{3,60})", tail
    )
    raw = next((group for group in named_fields.groups() if group), "") if named_fields else ""
    fields = [each.strip(" ,()") for each in re.split(r",|\bor\b|\band\b|/|หรือ|และ|(?<=[ก-๙])\s+(?=[ก-๙])", raw)]
    fields = [
        each
        for each in fields
        if each
        and len(each) <= 50
        and not re.search(r"(?i)related|relevant|similar|equivalent|ที่เกี่ยวข้อง|any field|ทุกสาขา|experience|ไม่จำกัด", each)
    ][:6]
    end = match.start() + (named_fields.end() if named_fields else match.end() - match.start())
    add("degree", "", (match.start(), min(end, len(text))), minimum=rank, subject=fields)
    return match.start(), end


def _language(text, add) -> None:
    for match in language_pattern().finditer(text):
        name = by_word("languages")[fold(match[0].removeprefix("ภาษา"))]
        thai_word = match[0] == "ไทย" and not re.search(r"ภาษา", text[max(0, match.start() - 12) : match.start() + 1])
        context = re.search(
            r"(?i)fluent|fluency|speak|spoken|written|writing|communicat|language|native|proficien|command|level|toeic"
            r"|ielts|toefl|basic|good|intermediate|knowledge of|b[12]\b|c[12]\b|ภาษา|พูด|อ่าน|เขียน|สื่อสาร",
            text,
        )
        if (
            thai_word
            or not context
            or re.match(r"\s+(?:law|food|company|market|nationals?|people|bank|government|tax|labou?r)\b", text[match.end() :])
        ):
            continue
        near = text[max(0, match.start() - 40) : match.end() + 45]
        add("language", name, match.span(), minimum=language_rank(near))


def _free_skills(text):
    """Give (name, span) of what no word list has: names after "experience with", "knowledge of" and the like."""
    for match in FREE.finditer(text):
        at = match.start(1)
        for raw in re.split(r"(,|\band\b|\bor\b|/|และ|หรือ)", match[1]):
            piece = trimmed(raw, at)
            at += len(raw)
            if piece and (latin := re.match(r"[A-Za-z][\w .+#-]*\w(?=\s*[ก-๙])", piece.text)):
                piece = trimmed(latin[0], piece.start)
            if piece and _is_a_skill(piece.text):
                yield canonical(piece.text) or piece.text, (piece.start, piece.end)


def _is_a_skill(text) -> bool:
    listed = canonical(text)
    named = text[:1].isupper() and len(text.split()) <= 4 and text[:1] < "ก"
    if not (listed or named) or text in ("and", "or"):
        return False
    return placeness(text) < 1 and not re.search(r"\d\s*(?:years|ปี)", text) and fold(text) not in by_word("languages")


def _tidied(post: Post) -> Post:
    """Keep each requirement once; what is asked for anywhere as a must is one."""
    kept: dict[tuple, Requirement] = {}
    for each in post.requirements:
        key = (each.kind, fold(each.name)) if each.kind != "degree" else (each.kind,)
        if key not in kept:
            kept[key] = each
        else:
            kept[key].must = kept[key].must or each.must
            kept[key].minimum = max(kept[key].minimum, each.minimum) if each.kind != "degree" else kept[key].minimum
    found = list(kept.values())
    if any(each.kind == "years" and each.subject for each in found):
        covered = {fold(name) for each in found if each.kind == "years" and len(each.subject) == 1 for name in each.subject}
        found = [each for each in found if not (each.kind == "skill" and fold(each.name) in covered)]
    post.requirements = found[:MOST]
    return post
