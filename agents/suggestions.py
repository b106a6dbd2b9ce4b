"""Questions to start with, made from the headings of a project's own documents."""

from documents.models import Chunk, Index

ASKED = {
    "th": "“{heading}” ใน {document} กล่าวไว้ว่าอย่างไร",
    "en": "What does {document} say about “{heading}”?",
}
SHORTEST, LONGEST = 4, 40
LONGEST_TITLE = 60
LOOKED_AT = 400


class Example(str):
    """A question that knows its language."""

    language = "en"


def example_questions(project, language="en", count=4):
    """Return up to count questions, from different documents as far as there are enough, those in language first."""
    by_document = {}
    chunks = Chunk.objects.filter(index__project=project, index__state=Index.State.LIVE, kind=Chunk.Kind.TEXT).exclude(heading_path=[])
    columns = ["revision__document__name", "revision__title", "revision__language", "language", "heading_path"]
    rows = chunks.order_by("position", "pk").values_list(*columns)
    for name, title, document_language, spoken, path in rows[:LOOKED_AT]:
        if heading := heading_of(path):
            by_document.setdefault(called(name, title), {})[heading] = spoken or document_language
    examples = _in_turn([[_example(name, *each) for each in found.items()] for name, found in by_document.items()], 2 * count)
    return sorted(examples, key=lambda example: example.language != language)[:count]


def heading_of(path):
    """Return the innermost heading of a passage as words, "" if it is too short or too long to ask about."""
    heading = " ".join(path[-1].split()).strip(" .:#0123456789") if path else ""
    return heading if SHORTEST <= len(heading) <= LONGEST else ""


def called(name, title):
    """Return how people would call a document: its title, else its file's name as words."""
    if title and len(title) <= LONGEST_TITLE:
        return title
    return (name.rpartition(".")[0] or name).replace("_", " ").replace("-", " ")


def _example(document, heading, language):
    example = Example(ASKED.get(language, ASKED["en"]).format(heading=heading, document=document))
    example.language = language if language in ASKED else "en"
    return example


def _in_turn(lists, count):
    """Take the second heading of each list first: the first is mostly the title again."""
    found = []
    for turn in (1, 2, 3, 0):
        found += [each[turn] for each in lists if len(each) > turn]
    return list(dict.fromkeys(found))[:count]
