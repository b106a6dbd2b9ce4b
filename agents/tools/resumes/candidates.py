"""Which documents are the résumés that a question is about."""

import re
from dataclasses import dataclass

from agents.tools.naming import is_called, said_in
from agents.tools.protocol import Context, ToolError
from agents.tools.resumes.model import Resume
from agents.tools.resumes.parsing import parse, plain_name
from agents.tools.resumes.recognition import is_resume
from agents.tools.texts import DocumentText

MOST = 60
HONORIFIC = re.compile(r"^(?:นายแพทย์|นาย|นางสาว|นาง|น\.ส\.|ดร\.|(?:mr|mrs|ms|miss|dr|prof)\b\.?)\s*", re.IGNORECASE)


@dataclass
class Candidate:
    document: DocumentText
    resume: Resume

    @property
    def label(self) -> str:
        return plain_name(self.resume.name.text) if self.resume.name else self.document.name


def resumes_among(texts: list[DocumentText], named: list[str], question: str, chosen: bool) -> list[DocumentText]:
    """Return the résumés; named: parts of file names. What was chosen by the person counts as résumé if it could be one."""
    said = [each for each in said_in(question, texts) if is_resume(each)]
    if said and not named:
        return said[:MOST]
    if named:
        texts = [each for each in texts if any(is_called(each.name, name) for name in named)]
    found = [each for each in texts if is_resume(each)]
    return (found or ([each for each in texts if 0 < len(each.text) < 60_000] if named and chosen else []))[:MOST]


def read_candidates(context: Context, documents: list[DocumentText], today) -> list[Candidate]:
    """Parse the documents. Raises ToolError if the person stops the run."""
    found = []
    for document in documents:
        if context.should_stop():
            raise ToolError("Stopped.")
        found.append(Candidate(document, parse(document, today)))
    return found


def meant(candidates: list[Candidate], question: str) -> list[Candidate]:
    """Return those whose name, or a part of it, the question says; all if it says none."""
    asked = question.casefold()
    said = [each for each in candidates if any(_says(asked, part) for part in _name_parts(each))]
    return said or candidates


def _name_parts(candidate):
    if not candidate.resume.name:
        return []
    name = HONORIFIC.sub("", candidate.resume.name.text.strip()).casefold()
    return [part for part in {name, *name.split()} if len(part) > 2]


def _says(asked, part) -> bool:
    return bool(re.search(rf"(?<![a-z]){re.escape(part)}(?![a-z])", asked))
