"""Questions that may come next, made without a language model: from what stands near the passages that an answer cites."""

from agents.followups import is_thai
from agents.models import Citation
from agents.suggestions import ASKED, called, heading_of
from documents.models import Content
from documents.reading import unpack_blocks

COUNT = 3
LOOKED_AT = 4000  # blocks of each document cited
MOST_DOCUMENTS = 3


def near(run):
    """Return up to COUNT questions in the language of the run's question, nearest passages first, the documents in turn.

    Each asks about a heading of a document that is cited, so there is text that answers it.
    """
    cited = {}
    for citation in Citation.objects.filter(message=run.answer_id).exclude(revision__content=None):
        cited.setdefault(citation.revision_id, []).append(citation)
    asked = run.question.content
    lists = [_questions(citations, asked) for citations in list(cited.values())[:MOST_DOCUMENTS]]
    in_turn = [each[turn] for turn in range(COUNT) for each in lists if len(each) > turn]
    return list(dict.fromkeys(in_turn))[:COUNT]


def _questions(citations, asked):
    """Return questions about the other headings of one document, nearest to its first citation first."""
    first = citations[0]
    known = {heading_of(citation.heading_path) for citation in citations}
    content = Content.objects.select_related("revision__document").get(pk=first.revision_id)
    document = called(content.revision.document.name, content.revision.title)
    template = ASKED["th" if is_thai(asked) else "en"]
    found = {}
    for _start, heading in sorted(_headings(content), key=lambda each: abs(each[0] - first.start)):
        passed_over = heading in known or heading.casefold() in asked.casefold() or heading.casefold() == document.casefold()
        if heading and not passed_over:
            found.setdefault(heading, template.format(heading=heading, document=document))
    return list(found.values())


def _headings(content):
    """Return [(offset, heading)] of the sections that have text of their own."""
    blocks = unpack_blocks(bytes(content.blocks))[:LOOKED_AT] if content.blocks else []
    pairs = zip(blocks, blocks[1:], strict=False)
    return [(one.start, heading_of([content.text[one.start : one.end]])) for one, next_ in pairs if one.kind == "heading" != next_.kind]
