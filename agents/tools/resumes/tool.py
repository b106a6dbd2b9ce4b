"""Résumés as structured facts: who, how to reach them, what they did and learned."""

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.tools.protocol import Context, Tool
from agents.tools.registry import register
from agents.tools.results import Result, Statement
from agents.tools.resumes import asking
from agents.tools.resumes.candidates import meant, read_candidates, resumes_among
from agents.tools.resumes.presenting import as_data, show
from agents.tools.resumes.recognition import is_resume

NAMES = {
    "type": "array",
    "items": {"type": "string", "minLength": 1, "maxLength": 300},
    "maxItems": 60,
    "description": "File names, or parts of them. Left out: the documents of the question, else every résumé of the project.",
}
TEXT = {"type": "string"}
TEXTS = {"type": "array", "items": TEXT}


@register
class ResumeParser(Tool):
    """Reads no photographs and skips age, gender, religion, marital status and the like, even where a résumé states them."""

    name = "resume_parser"
    title = gettext_lazy("Read résumés")
    icon = "user"
    description = (
        "Read résumés (CVs) in English or Thai and return name, contact, summary, experience with dates, total years of "
        "experience, education, "
        "skills, languages and certificates, each with its place in the document. Use it for questions about candidates."
    )
    parameters = {
        "type": "object",
        "properties": {
            "documents": NAMES,
            "candidate": {"type": "string", "maxLength": 200, "description": "Name of the one person to return."},
        },
        "additionalProperties": False,
    }
    returns = {
        "type": "object",
        "properties": {
            "resumes": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "document": TEXT,
                        "name": TEXT,
                        "headline": TEXT,
                        "summary": TEXT,
                        "emails": TEXTS,
                        "phones": TEXTS,
                        "links": TEXTS,
                        "location": TEXT,
                        "years_of_experience": {"type": "number"},
                        "experience": {"type": "array", "items": {"type": "object"}},
                        "education": {"type": "array", "items": {"type": "object"}},
                        "skills": TEXTS,
                        "languages": {"type": "array", "items": {"type": "object"}},
                        "certifications": TEXTS,
                    },
                    "required": ["document", "name", "experience", "education", "skills"],
                },
            }
        },
        "required": ["resumes"],
    }

    def run(self, context: Context, arguments: dict) -> Result:
        named = arguments.get("documents", [])
        texts = resumes_among(context.texts(), named, context.question, bool(context.documents or named))
        candidates = read_candidates(context, texts, timezone.localdate())
        candidates = meant(candidates, arguments.get("candidate") or context.question)
        result = Result(data={"resumes": [as_data(each) for each in candidates]})
        with translation.override(context.language):
            for each in candidates:
                show(result, each)
            if not candidates:
                result.found_nothing = True
                result.statements.append(
                    Statement(_("None of the documents is a résumé. Add résumés to the project, or name the ones to read."))
                )
        return result

    def propose(self, context: Context) -> dict | None:
        question = context.question
        if asking.wants_matching(question) and (asking.about_resumes(question) or asking.names_a_post(question)):
            return None
        if asking.about_resumes(question) and asking.wants_reading(question):
            return {}
        named = context.documents and asking.wants_reading(question) and all(is_resume(each) for each in context.texts())
        return {} if named else None
