"""Job post × résumés: a matrix of who meets what, by which words, and a ranking."""

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agents.tools.lines import lines_of
from agents.tools.protocol import Context, Tool, ToolError
from agents.tools.registry import register
from agents.tools.results import Cell, Column, Matrix, Result, Statement, Table
from agents.tools.resumes import asking
from agents.tools.resumes.candidates import Candidate, meant, read_candidates, resumes_among
from agents.tools.resumes.levels import DEGREE_NAMES
from agents.tools.resumes.matching import Match, Verdict, match
from agents.tools.resumes.presenting import Places
from agents.tools.resumes.recognition import is_resume, job_post_score, resume_score
from agents.tools.resumes.requirements import Post, Requirement, post_of_lines, post_of_text
from agents.tools.resumes.tool import NAMES, TEXT

LIKELY_POST = 2.0
MOST_LINES = 12


@register
class SkillMatcher(Tool):
    """Looks at skills, years, degrees, languages and certificates alone.

    Age, gender, photograph, religion, marital status, nationality, name and address never count, and a post that asks for
    them is answered without them, which is said in the answer.
    """

    name = "skill_matcher"
    title = gettext_lazy("Match résumés with a job post")
    icon = "users"
    description = (
        "Compare résumés with a job post: which requirements (skills, years, degree, languages, certificates) each "
        "candidate meets, with the words "
        "that show it, and a ranking by an explained score. The post is a document of the project or requirements given as text."
    )
    parameters = {
        "type": "object",
        "properties": {
            "job_document": {
                "type": "string",
                "maxLength": 300,
                "description": "File name of the job post. Left out: the project's job post.",
            },
            "requirements": {
                "type": "string",
                "maxLength": 8000,
                "description": "The job post or requirements as text, where no document has them.",
            },
            "documents": NAMES,
        },
        "additionalProperties": False,
    }
    returns = {
        "type": "object",
        "properties": {
            "post": TEXT,
            "requirements": {"type": "array", "items": {"type": "object"}},
            "candidates": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"name": TEXT, "document": TEXT, "score": {"type": "number"}, "requirements": {"type": "array"}},
                    "required": ["name", "document", "score", "requirements"],
                },
            },
            "left_out": {"type": "array", "items": TEXT},
        },
        "required": ["requirements", "candidates"],
    }

    def run(self, context: Context, arguments: dict) -> Result:
        texts = context.texts(None if not context.documents else [])
        named = arguments.get("documents", [])
        document, post = find_post(context, texts, arguments)
        own = [each for each in texts if not document or each.document_id != document.document_id]
        chosen = [each for each in own if each.document_id in set(context.documents) and is_resume(each)]
        resumes = resumes_among(chosen or own, named, context.question, bool(named))
        candidates = meant(read_candidates(context, resumes, timezone.localdate()), context.question)
        matches = [(each, match(post, each.resume, each.document.text, timezone.localdate())) for each in candidates]
        matches.sort(key=lambda pair: (-pair[1].score, -pair[1].musts_met, pair[0].label))
        result = Result(data=as_data(document, post, matches), found_nothing=not matches)
        with translation.override(context.language):
            present(result, document, post, matches)
        return result

    def propose(self, context: Context) -> dict | None:
        question = context.question
        if not asking.about_resumes(question):
            return None
        if asking.wants_matching(question) or (asking.asks_which(question) and post_of_text(question).requirements):
            return {"requirements": question[:8_000]} if post_of_text(question).requirements else {}
        return None


def find_post(context: Context, texts, arguments):
    """Return (document of the post or None, Post). Raises ToolError if there is none or more than one."""
    wanted = arguments.get("job_document", "").casefold()
    posts = [each for each in texts if job_post_score(each.text) >= LIKELY_POST and job_post_score(each.text) > resume_score(each.text) - 2]
    named = [each for each in texts if wanted and wanted in each.name.casefold()]
    named = named or [each for each in posts if each.document_id in set(context.documents)]
    said = arguments.get("requirements", "")
    from_text = post_of_text(said) if said else Post("", [])
    if named:
        return named[0], _read_post(named[0])
    if from_text.requirements:
        return None, from_text
    posts = _called_for(posts, context.question)
    if len(posts) == 1:
        return posts[0], _read_post(posts[0])
    with translation.override(context.language):
        if posts:
            raise ToolError(
                _("There are several job posts: %(names)s. Name the one to match with.")
                % {"names": ", ".join(each.name for each in posts[:8])}
            )
        raise ToolError(
            _("No job post was found. Add it to the project, name it, or write what the post requires (skills, years, degree, languages).")
        )


def _called_for(posts, question):
    """Narrow several posts to the one whose title the question says."""
    asked = question.casefold()
    called = [each for each in posts if (title := _read_post(each).title.casefold()) and title in asked]
    return called if len(called) == 1 else posts


def _read_post(document) -> Post:
    post = post_of_lines(lines_of(document))
    if not post.requirements:
        raise ToolError(
            _("%(name)s names no skills, years, degrees or languages that candidates could be matched with.") % {"name": document.name}
        )
    return post


def as_data(document, post, matches) -> dict:
    return {
        "post": post.title or (document.name if document else ""),
        "requirements": [
            {"kind": each.kind, "name": each.name, "must": each.must, "minimum": each.minimum, "subject": each.subject}
            for each in post.requirements
        ],
        "candidates": [
            {
                "name": candidate.label,
                "document": candidate.document.name,
                "score": found.score,
                "points": {"reached": found.reached, "possible": found.possible},
                "requirements": [
                    {
                        "kind": each.requirement.kind,
                        "name": each.requirement.name,
                        "met": each.degree,
                        "found": each.found,
                        "years": each.years,
                    }
                    for each in found.verdicts
                ],
            }
            for candidate, found in matches
        ],
        "left_out": [text for text, _span in post.left_out],
    }


def present(result: Result, document, post: Post, matches: list[tuple[Candidate, Match]]) -> None:
    if not matches:
        result.statements.append(
            Statement(_("None of the documents is a résumé. Add résumés to the project, or name the ones to compare."))
        )
        return
    headings = [requirement_cell(result, document, each) for each in post.requirements]
    rows = []
    worth_a_line = [each for each in matches if each[1].score > 0][:MOST_LINES] or matches[:1]
    for rank, (candidate, found) in enumerate(matches, start=1):
        places = Places(result, candidate)
        cells = [verdict_cell(places, each) for each in found.verdicts]
        rows.append((Cell(candidate.label, places.of(candidate.resume.name)), cells, found))
        if rank <= len(worth_a_line):
            result.statements.append(statement(rank, candidate, found, places))
    if others := len(matches) - len(worth_a_line):
        result.statements.append(
            Statement(ngettext("%(n)d other is in the table.", "%(n)d others are in the table.", others) % {"n": others})
        )
    if post.left_out:
        places = [result.place(document.place(*span)) for _text, span in post.left_out if document and span]
        what = {"what": "; ".join(text for text, _span in post.left_out[:4])}
        result.statements.append(Statement(_("Left out on purpose, for it must not decide: %(what)s.") % what, places))
    title = _("Candidates for %(post)s") % {"post": post.title} if post.title else _("Candidates and requirements")
    note = _("A must-have counts 3 points, a nice-to-have 1, in part half. Age, gender, photograph, religion and the like do not count.")
    result.views.append(Matrix([row[0] for row in rows], headings, [row[1] for row in rows], title=title, note=note))
    result.views.append(ranking(rows))


def requirement_cell(result, document, requirement) -> Cell:
    places = [result.place(document.place(*requirement.span))] if document and requirement.span else []
    text = requirement_text(requirement)
    return Cell(text if requirement.must else _("%(requirement)s (nice to have)") % {"requirement": text}, places)


def requirement_text(requirement: Requirement) -> str:
    if requirement.kind == "years":
        number = {"n": f"{requirement.minimum:g}", "what": requirement.name}
        return _("%(n)s+ years: %(what)s") % number if requirement.name else _("%(n)s+ years of experience") % number
    if requirement.kind == "degree":
        level = _(DEGREE_NAMES[int(requirement.minimum)])
        return f"{level} ({', '.join(requirement.subject[:3])})" if requirement.subject else level
    if requirement.kind == "language":
        return _(requirement.name)
    return requirement.name


def verdict_cell(places: Places, verdict: Verdict) -> Cell:
    own = places.of(_Spans(verdict.spans))
    tone = "good" if verdict.degree == 1 else "warning" if verdict.degree else "bad"
    return Cell(verdict_text(verdict), own, value=verdict.years or verdict.degree, tone=tone)


class _Spans:
    def __init__(self, spans):
        self.spans = spans


def verdict_text(verdict: Verdict) -> str:
    """Say in few words what was found; never blank, so that tone is not the only sign."""
    if verdict.why == "implied":
        return _("in part: %(skill)s") % {"skill": verdict.found}
    if verdict.why == "written":
        return _("in part: the résumé is written in it")
    if verdict.why == "elsewhere":
        return _("in part: %(n)s years, not shown to be in this") % {"n": f"{verdict.years:g}"}
    if verdict.requirement.kind == "years" and (verdict.years or verdict.degree):
        if verdict.why == "listed":
            return _("in part: listed; %(n)s years in posts") % {"n": f"{verdict.years:g}"}
        return _("%(n)s years") % {"n": f"{verdict.years:g}"}
    if verdict.degree == 0:
        return _("too low: %(found)s") % {"found": verdict.found} if verdict.found else _("not found")
    text = verdict.found if verdict.requirement.kind in ("degree", "language", "certification") else _("yes")
    if verdict.requirement.kind == "skill" and verdict.years:
        text = _("%(n)s years") % {"n": f"{verdict.years:g}"}
    return _("in part: %(found)s") % {"found": text} if verdict.degree < 1 else text


def statement(rank, candidate, found: Match, places: Places) -> Statement:
    """One line per candidate: score, how it comes about, what is missing."""
    musts = [each for each in found.verdicts if each.requirement.must]
    nices = [each for each in found.verdicts if not each.requirement.must]
    met = [each for each in found.verdicts if each.degree == 1]
    parts = [_("%(rank)d. **%(name)s**: %(score)s of 100") % {"rank": rank, "name": candidate.label, "score": f"{found.score:g}"}]
    if musts:
        parts.append(
            _("%(met)d of %(all)d must-haves (%(points)s of %(possible)s points)")
            % {"met": found.musts_met, "all": len(musts), "points": f"{found.reached['must']:g}", "possible": f"{found.possible['must']:g}"}
        )
    if nices:
        nice = {"met": sum(each.degree == 1 for each in nices), "all": len(nices)}
        parts.append(_("%(met)d of %(all)d nice-to-haves") % nice)
    if met:
        parts.append(_("meets %(what)s") % {"what": ", ".join(requirement_text(each.requirement) for each in met[:8])})
    lacking = [each for each in musts if each.degree == 0]
    if lacking:
        parts.append(_("lacks %(what)s") % {"what": ", ".join(requirement_text(each.requirement) for each in lacking[:8])})
    evidence = [index for each in met[:6] for index in places.of(_Spans(each.spans[:1]))]
    return Statement("; ".join(parts) + ".", evidence or places.of(candidate.resume.name))


def ranking(rows) -> Table:
    columns = [Column(_("Candidate")), Column(_("Score"), "end"), Column(_("Must-haves"), "end"), Column(_("Nice-to-haves"), "end")]
    table = []
    for name, _cells, found in rows:
        points = [Cell(f"{found.reached[kind]:g} / {found.possible[kind]:g}", value=found.reached[kind]) for kind in ("must", "nice")]
        tone = "good" if found.score >= 75 else "warning" if found.score >= 45 else "bad"
        table.append([name, Cell(f"{found.score:g}", value=found.score, tone=tone), *points])
    return Table(columns, table, title=_("Ranking"), note=_("Points reached of points possible."))
