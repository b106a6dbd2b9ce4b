"""Compares a résumé with the requirements of a post: what is met, by which words, and what that is worth.

Score: 100 × the points reached / the points possible. A must-have counts 3 points, a nice-to-have 1; what is met in part
counts half. Years, degrees and languages are compared with the minimum asked for. Nothing else counts: age, gender,
photograph, religion, marital status, nationality, names and schools are neither read nor scored.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from agents.tools.resumes.levels import degree_rank, language_rank
from agents.tools.resumes.model import Resume, Span
from agents.tools.resumes.periods import months_of
from agents.tools.resumes.requirements import Post, Requirement
from agents.tools.resumes.study_fields import same_field
from agents.tools.resumes.words import fold, named

MUST_POINTS, NICE_POINTS, PART = 3.0, 1.0, 0.5
NEAR = 0.7


@dataclass
class Verdict:
    """degree: 1 met, 0.5 in part, 0 not found. found: the value behind it (years, level, name). why: key of the wording."""

    requirement: Requirement
    degree: float
    spans: list[Span] = field(default_factory=list)
    found: str = ""
    years: float = 0.0
    why: str = ""


@dataclass
class Match:
    """reached and possible: points, for must-haves and nice-to-haves apart."""

    verdicts: list[Verdict]
    reached: dict[str, float]
    possible: dict[str, float]

    @property
    def score(self) -> float:
        possible = sum(self.possible.values())
        return round(100 * sum(self.reached.values()) / possible, 1) if possible else 0.0

    @property
    def musts_met(self) -> int:
        return sum(each.degree == 1 for each in self.verdicts if each.requirement.must)


def match(post: Post, resume: Resume, text: str, today: date) -> Match:
    """text: of the résumé's document, for names that no word list has."""
    verdicts = [JUDGES[each.kind](each, resume, text, today) for each in post.requirements]
    reached, possible = {"must": 0.0, "nice": 0.0}, {"must": 0.0, "nice": 0.0}
    for verdict in verdicts:
        kind, points = ("must", MUST_POINTS) if verdict.requirement.must else ("nice", NICE_POINTS)
        possible[kind] += points
        reached[kind] += points * verdict.degree
    return Match(verdicts, reached, possible)


def _skill(requirement, resume, text, today) -> Verdict:
    if requirement.subject:
        return _any_skill(requirement, resume, text, today)
    wanted = fold(requirement.name)
    own = next((each for each in resume.skills if fold(each.name) == wanted or fold(each.found.text) == wanted), None)
    if own:
        spans, months = list(own.found.spans), _months_with(resume, own.found.spans, requirement.name, today)
        return Verdict(requirement, 1.0, spans[:4], own.name, round(months / 12, 1))
    others = {fold(each) for each in named("implied").get(requirement.name, [])}
    implied = next((each for each in resume.skills if fold(each.name) in others), None)
    if implied:
        return Verdict(requirement, PART, implied.found.spans[:2], implied.name, why="implied")
    spans = _literal(requirement.name, text)
    return Verdict(requirement, 1.0, spans, requirement.name) if spans else Verdict(requirement, 0.0)


def _any_skill(requirement, resume, text, today) -> Verdict:
    """Judge "Python or Go" by the one that is met best."""
    each = [_skill(replace(requirement, name=name, subject=[]), resume, text, today) for name in requirement.subject]
    best = max(each, key=lambda verdict: (verdict.degree, verdict.years))
    return replace(best, requirement=requirement)


def _literal(name, text) -> list[Span]:
    """Return where text names it, as whole words."""
    if len(name) < 3:
        return []
    edge = r"(?![A-Za-z])" if name.isascii() else ""
    pattern = re.compile((r"(?<![A-Za-z])" if name.isascii() else "") + re.escape(name) + edge, re.IGNORECASE)
    return [found.span() for found in pattern.finditer(text)][:3]


def _months_with(resume, spans, name, today) -> int:
    """Return the months of the posts whose lines name the skill."""
    jobs = [job for job in resume.experience if job.period and _names(job, spans, name)]
    return months_of([job.period for job in jobs], today)


def _names(job, spans, name) -> bool:
    own = [span for value in (job.title, *job.bullets) if value for span in value.spans]
    return any(start >= first and end <= last for start, end in spans for first, last in own)


def _years(requirement, resume, text, today) -> Verdict:
    periods = [job.period for job in resume.experience if job.period]
    spans = [span for period in periods for span in period.spans]
    months, why = resume.months, ""
    if requirement.subject:
        wanted = {fold(each) for each in requirement.subject}
        skills = [each for each in resume.skills if fold(each.name) in wanted]
        where = [span for each in skills for span in each.found.spans]
        jobs = [job for job in resume.experience if job.period and _practised(job, where, requirement.subject)]
        months = months_of([job.period for job in jobs], today)
        spans, why = where[:3] + [span for job in jobs for span in job.period.spans][:3], "subject"
        if not skills and not jobs:
            return Verdict(requirement, 0.0)
        if months < requirement.minimum * 12 <= resume.months:
            # Named among the skills, not in the posts: the whole career bears it in part.
            return Verdict(requirement, PART, (spans or periods[0].spans)[:4], years=round(months / 12, 1), why="listed")
    elif requirement.name:
        jobs = [job for job in resume.experience if job.period and _is_about(job, requirement.name)]
        months = months_of([job.period for job in jobs], today)
        if months < requirement.minimum * 12 <= resume.months:
            return Verdict(requirement, PART, spans[:4], years=round(resume.months / 12, 1), why="elsewhere")
        spans = [span for job in jobs for span in job.period.spans] or spans
    if not months:
        return Verdict(requirement, 0.0)
    years = months / 12
    degree = 1.0 if years >= requirement.minimum else PART if years >= NEAR * requirement.minimum else 0.0
    return Verdict(requirement, degree, spans[:6], years=round(years, 1), why=why or "short" * (degree < 1))


def _practised(job, where, subject) -> bool:
    """Whether a post names the skill in its lines, or is called after it ("Data Analysis", "Data Analyst")."""
    said = " ".join(found.text for found in (job.title, *job.bullets) if found).casefold()
    stems = [[word[:5] for word in re.findall(r"[^\W\d_]{3,}", each.casefold())] for each in subject]
    return _names(job, where, "") or any(words and all(stem in said for stem in words) for words in stems)


def _is_about(job, subject) -> bool:
    """Whether a post's words share a stem with what the years shall be in ("software development", "Software Engineer")."""
    stems = {word[:6] for word in re.findall(r"[a-z]{4,}", subject.casefold())} or {subject.casefold()}
    said = " ".join(found.text for found in (job.title, job.organisation, *job.bullets) if found).casefold()
    return any(stem in said for stem in stems)


def _degree(requirement, resume, text, today) -> Verdict:
    best = Verdict(requirement, 0.0)
    for study in resume.education:
        shown = " ".join(found.text for found in (study.degree, study.field) if found)
        rank = degree_rank(shown)
        if not rank:
            continue
        fits = not requirement.subject or any(
            same_field(each, shown_field) for each in requirement.subject for shown_field in _fields(study)
        )
        degree = (
            1.0
            if rank >= requirement.minimum and fits
            else PART
            if rank >= requirement.minimum or (fits and rank == requirement.minimum - 1)
            else 0.0
        )
        if degree > best.degree or (not best.found and degree == best.degree):
            spans = [span for found in (study.degree, study.field) if found for span in found.spans]
            why = "" if degree == 1 else "field" if rank >= requirement.minimum else "level"
            best = Verdict(requirement, degree, spans, shown, why=why)
    return best


def _fields(study):
    return [found.text for found in (study.field or study.degree,) if found]


def _language(requirement, resume, text, today) -> Verdict:
    own = next((each for each in resume.languages if each.name == requirement.name), None)
    if own:
        rank = language_rank(own.level)
        enough = not requirement.minimum or not rank or rank >= requirement.minimum
        degree = 1.0 if enough and (rank or not requirement.minimum) else PART if rank >= requirement.minimum - 1 or not rank else 0.0
        return Verdict(requirement, degree, own.found.spans, own.level or own.name, why="" if degree == 1 else "level")
    thai = sum("ก" <= char <= "๙" for char in text[:3000])
    written = (requirement.name == "Thai" and thai > 300) or (requirement.name == "English" and thai < 30)
    if written:
        return Verdict(
            requirement, PART, resume.summary.spans[:1] if resume.summary else resume.name.spans if resume.name else [], why="written"
        )
    return Verdict(requirement, 0.0)


def _certification(requirement, resume, text, today) -> Verdict:
    wanted = fold(re.sub(r"(?i)\s*certifi(?:ed|cation|cate)\s*", " ", requirement.name))
    for each in resume.certifications:
        if wanted and (wanted in fold(each.text) or fold(each.text) in wanted):
            return Verdict(requirement, 1.0, each.spans, each.text)
    spans = _literal(requirement.name, text)
    return Verdict(requirement, 1.0 if spans else 0.0, spans, requirement.name if spans else "")


JUDGES = {"skill": _skill, "years": _years, "degree": _degree, "language": _language, "certification": _certification}
