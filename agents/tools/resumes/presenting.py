"""A résumé as facts, table, timeline and sentence; every value with its places."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agents.tools.results import Cell, Column, Facts, Moment, Result, Statement, Table, Timeline
from agents.tools.resumes.candidates import Candidate
from agents.tools.resumes.model import Found, Period

SHOWN_SKILLS = 30


class Places:
    """Keeps the places of one document's values in a result."""

    def __init__(self, result: Result, candidate: Candidate):
        self.result, self.document = result, candidate.document

    def of(self, *values) -> list[int]:
        """Return the indexes of the places of values (Found, Period or None)."""
        spans = [span for value in values if value for span in value.spans[:6]]
        return list(dict.fromkeys(self.result.place(self.document.place(*span)) for span in spans))

    def cell(self, value: Found | None, **more) -> Cell:
        return Cell(value.text if value else "", self.of(value), **more)


def as_data(candidate: Candidate) -> dict:
    """Return the résumé as plain data; absent values are empty."""
    resume = candidate.resume
    return {
        "document": candidate.document.name,
        "name": _text(resume.name),
        "headline": _text(resume.headline),
        "summary": _text(resume.summary),
        "emails": [each.text for each in resume.emails],
        "phones": [each.text for each in resume.phones],
        "links": [each.text for each in resume.links],
        "location": _text(resume.location),
        "years_of_experience": round(resume.months / 12, 1),
        "experience": [
            {
                "title": _text(job.title),
                "organisation": _text(job.organisation),
                "location": _text(job.location),
                **_dates(job.period),
                "bullets": [each.text for each in job.bullets],
            }
            for job in resume.experience
        ],
        "education": [
            {
                "degree": _text(study.degree),
                "field": _text(study.field),
                "institution": _text(study.institution),
                **_dates(study.period),
                "gpa": _text(study.gpa),
            }
            for study in resume.education
        ],
        "skills": [skill.name for skill in resume.skills],
        "languages": [{"name": each.name, "level": each.level} for each in resume.languages],
        "certifications": [each.text for each in resume.certifications],
    }


def show(result: Result, candidate: Candidate) -> None:
    """Add the statement and views of one candidate."""
    places = Places(result, candidate)
    result.statements.append(statement(candidate, places))
    result.views += [facts(candidate, places)]
    if candidate.resume.experience:
        result.views += [experience_table(candidate, places), timeline(candidate, places)]


def statement(candidate: Candidate, places: Places) -> Statement:
    resume = candidate.resume
    parts = [f"**{candidate.label}**" + (f", {resume.headline.text}" if resume.headline else "")]
    values = [resume.name, resume.headline]
    if resume.months:
        parts.append(years(resume.months))
        values += [job.period for job in resume.experience]
    if resume.experience:
        job = resume.experience[0]
        parts.append(_("latest post: %(post)s") % {"post": post(job)})
        values += [job.title, job.organisation]
    if resume.education:
        study = resume.education[0]
        parts.append(_("education: %(study)s") % {"study": ", ".join(filter(None, (degree(study), _text(study.institution))))})
        values += [study.degree, study.institution]
    if resume.skills:
        parts.append(_("skills: %(skills)s") % {"skills": ", ".join(skill.name for skill in resume.skills[:8])})
        values += [skill.found for skill in resume.skills[:4]]
    if len(parts) == 1:
        parts.append(_("the document gives little that can be read as a résumé"))
    return Statement("; ".join(parts) + ".", places.of(*values))


def years(months: int) -> str:
    if months < 12:
        return ngettext("%(n)d month of experience", "%(n)d months of experience", months) % {"n": months}
    return _("%(n)s years of experience") % {"n": f"{months / 12:.1f}".removesuffix(".0")}


def post(job) -> str:
    named = ", ".join(filter(None, (_text(job.title), _text(job.organisation))))
    return f"{named} ({shown(job.period)})" if job.period else named


def degree(study) -> str:
    return " ".join(filter(None, (_text(study.degree), f"({study.field.text})" if study.field else "")))


def shown(period: Period | None) -> str:
    """Return a period as people write it: "2020-03 – present"."""
    if not period:
        return ""
    end = _("present") if period.open else period.end
    return f"{period.start} – {end}" if period.start else end


def facts(candidate: Candidate, places: Places) -> Facts:
    resume = candidate.resume
    items = [
        (_("Name"), [places.cell(resume.name)] if resume.name else []),
        (_("Headline"), [places.cell(resume.headline)] if resume.headline else []),
        (_("Email"), [places.cell(each) for each in resume.emails]),
        (_("Phone"), [places.cell(each) for each in resume.phones]),
        (_("Links"), [places.cell(each) for each in resume.links]),
        (_("Location"), [places.cell(resume.location)] if resume.location else []),
        (_("Summary"), [places.cell(resume.summary)] if resume.summary else []),
        (_("Experience"), _experience(resume, places)),
        (_("Education"), [_study_cell(study, places) for study in resume.education]),
        (_("Skills"), [Cell(each.name, places.of(each.found)) for each in resume.skills[:SHOWN_SKILLS]]),
        (_("Languages"), [Cell(_with_level(each), places.of(each.found)) for each in resume.languages]),
        (_("Certifications"), [places.cell(each) for each in resume.certifications]),
    ]
    return Facts([(label, cells) for label, cells in items if cells], title=candidate.label)


def _experience(resume, places):
    if not resume.months:
        return []
    return [Cell(years(resume.months), places.of(*(job.period for job in resume.experience)), value=round(resume.months / 12, 2))]


def _study_cell(study, places) -> Cell:
    text = ", ".join(
        filter(None, (degree(study), _text(study.institution), shown(study.period), f"GPA {study.gpa.text}" if study.gpa else ""))
    )
    return Cell(text, places.of(study.degree, study.field, study.institution, study.period, study.gpa))


def _with_level(language) -> str:
    return f"{_(language.name)} ({language.level})" if language.level else _(language.name)


def experience_table(candidate: Candidate, places: Places) -> Table:
    columns = [Column(_("Period")), Column(_("Title")), Column(_("Organisation")), Column(_("Location")), Column(_("What was done"))]
    rows = []
    for job in candidate.resume.experience:
        done = Cell(" · ".join(each.text for each in job.bullets), places.of(*job.bullets))
        period = Cell(shown(job.period), places.of(job.period), value=job.period.start if job.period else None)
        rows.append([period, places.cell(job.title), places.cell(job.organisation), places.cell(job.location), done])
    return Table(columns, rows, title=_("Experience of %(name)s") % {"name": candidate.label})


def timeline(candidate: Candidate, places: Places) -> Timeline:
    """Posts and degrees, oldest first."""
    resume = candidate.resume
    posts = [
        (job.period, Cell(", ".join(filter(None, (_text(job.title), _text(job.organisation)))), places.of(job.title, job.period)))
        for job in resume.experience
    ]
    degrees = [
        (study.period, Cell(", ".join(filter(None, (degree(study), _text(study.institution)))), places.of(study.degree, study.period)))
        for study in resume.education
    ]
    moments = [Moment(period.start or period.end, cell, period.end if period.start else "") for period, cell in posts + degrees if period]
    return Timeline(sorted(moments, key=lambda each: each.date), title=_("Career of %(name)s") % {"name": candidate.label})


def _text(found) -> str:
    return found.text if found else ""


def _dates(period) -> dict:
    return {"start": period.start if period else "", "end": period.end if period else "", "is_current": bool(period and period.open)}
