"""Questions that may come next, made without a language model: from what stands near the passages that an answer cites."""

from agents.followups import is_thai
from agents.models import Citation
from agents.suggestions import ASKED, called, heading_of
from documents.models import Chunk, Index

COUNT = 3
LOOKED_AT = 400  # headed passages of each document cited
MOST_DOCUMENTS = 3


def near(run):
    """Return up to COUNT questions in the language of the run's question, nearest passages first, the documents in turn.

    Each asks about a heading of a document that is cited, so there is text that answers it.
    """
    cited = {}
    for citation in Citation.objects.filter(message=run.answer_id).exclude(revision=None):
        cited.setdefault(citation.revision_id, []).append(citation)
    asked = run.question.content
    lists = [_questions(citations, asked) for citations in list(cited.values())[:MOST_DOCUMENTS]]
    in_turn = [each[turn] for turn in range(COUNT) for each in lists if len(each) > turn]
    return list(dict.fromkeys(in_turn))[:COUNT]


def _questions(citations, asked):
    """Return questions about the other headings of one document, nearest to its first citation first."""
    first = citations[0]
    known = {heading_of(citation.heading_path) for citation in citations}
    headed = Chunk.objects.filter(revision=first.revision_id, index__state=Index.State.LIVE, kind=Chunk.Kind.TEXT).exclude(heading_path=[])
    columns = ("start", "heading_path", "revision__title", "revision__document__name")
    rows = headed.order_by("position").values_list(*columns)[:LOOKED_AT]
    template = ASKED["th" if is_thai(asked) else "en"]
    found = {}
    for _start, path, title, name in sorted(rows, key=lambda row: abs(row[0] - first.start)):
        heading = heading_of(path)
        if heading and heading not in known and heading.casefold() not in asked.casefold():
            found.setdefault(heading, (len(path) == 1, template.format(heading=heading, document=called(name, title))))
    # A heading above all others is mostly the document's title again.
    return [question for _is_title, question in sorted(found.values(), key=lambda each: each[0])]
