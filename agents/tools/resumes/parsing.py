"""From a document to a Resume."""

import re
from dataclasses import replace
from datetime import date

from agents.tools.lines import Line, lines_of
from agents.tools.resumes.contact import read_contact
from agents.tools.resumes.education import studies_of
from agents.tools.resumes.experience import jobs_of
from agents.tools.resumes.fragments import labelled
from agents.tools.resumes.identity import joined, read_identity
from agents.tools.resumes.listed import certificates_in, languages_in
from agents.tools.resumes.model import Resume
from agents.tools.resumes.periods import months_of
from agents.tools.resumes.sections import Section, sections_of
from agents.tools.resumes.skills import all_skills
from agents.tools.texts import DocumentText

MOST_LINES, MOST_CHARS, LONGEST_PART = 2_000, 100_000, 3_000


def parse(document: DocumentText, today: date) -> Resume:
    """Return what the résumé says. What no résumé has is cut: lines beyond 2,000, parts beyond 3,000 characters."""
    lines = _bounded(lines_of(document))
    sections = sections_of(lines)
    resume = Resume()
    head = _lines(sections, "head")
    contact = _lines(sections, "contact")
    if summary := next((section for section in sections if section.name == "summary" and section.lines), None):
        resume.summary = joined(_of_one_column(summary)[:30])
    used = read_contact(resume, head, contact, lines)
    read_identity(resume, head, contact + _top_lines(sections), used)
    resume.experience = jobs_of(_lines(sections, "experience"))
    resume.education = studies_of(_lines(sections, "education"))
    resume.languages = languages_in(_lines(sections, "languages") + _labelled(sections, "languages"))
    resume.certifications = certificates_in(_lines(sections, "certifications") + _labelled(sections, "certifications"))
    resume.skills = all_skills(_skill_lines(sections), lines)
    resume.months = months_of([job.period for job in resume.experience if job.period], today)
    return resume


def _bounded(lines: list[Line]) -> list[Line]:
    kept, total = [], 0
    for line in lines[:MOST_LINES]:
        if len(line.text) > LONGEST_PART:
            parts = [replace(part, text=part.text[:LONGEST_PART], end=min(part.end, part.start + LONGEST_PART)) for part in line.parts[:8]]
            line = replace(line, parts=parts)
        total += len(line.text)
        if total > MOST_CHARS:
            break
        kept.append(line)
    return kept


def _lines(sections: list[Section], name: str) -> list[Line]:
    return [line for section in sections if section.name == name for line in section.lines]


def _of_one_column(section) -> list[Line]:
    return [line for line in section.lines if line.column == section.lines[0].column]


def _top_lines(sections) -> list[Line]:
    """The first lines of each section: beside a side bar, the name may come after the contact heading."""
    return [line for section in sections for line in ([section.heading] if section.heading else []) + section.lines[:3]]


def _labelled(sections, name) -> list[Line]:
    """Lines such as "Languages: …" within other sections."""
    return [
        line
        for section in sections
        if section.name not in (name, "experience", "summary")
        for line in section.lines
        if (label := labelled(line)) and label[0] == name
    ]


def _skill_lines(sections) -> list[Line]:
    inside = [line for line in _lines(sections, "skills") if (labelled(line) or ("",))[0] not in ("languages", "certifications")]
    return inside + _labelled([section for section in sections if section.name != "skills"], "skills")


def plain_name(text: str) -> str:
    """Return a name as people are called in a sentence."""
    return re.sub(r"\s+", " ", text.title() if text.isupper() else text)
