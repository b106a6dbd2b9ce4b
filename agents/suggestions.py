"""Questions to start with, made from the headings of a project's own documents."""

from documents.models import Chunk, Index

ASKED = {
    "th": "“{heading}” ใน {document} กล่าวไว้ว่าอย่างไร",
    "en": "What does {document} say about “{heading}”?",
}
SHORTEST, LONGEST = 4, 70
LOOKED_AT = 400


class Example(str):
    """A question that knows its language."""

    language = "en"


def example_questions(project, count=4):
    """Return up to count questions, one per document as far as there are enough documents."""
    by_document = {}
    chunks = Chunk.objects.filter(index__project=project, index__state=Index.State.LIVE, kind=Chunk.Kind.TEXT).exclude(heading_path=[])
    rows = chunks.order_by("position", "pk").values_list("revision__document__name", "revision__language", "language", "heading_path")
    for name, document_language, language, path in rows[:LOOKED_AT]:
        heading = " ".join(path[-1].split()).strip(" .:0123456789")
        if SHORTEST <= len(heading) <= LONGEST:
            by_document.setdefault(name, {})[heading] = language or document_language
    return _in_turn([[_example(name, *each) for each in found.items()] for name, found in by_document.items()], count)


def _example(name, heading, language):
    title = name.rpartition(".")[0] or name
    example = Example(ASKED.get(language, ASKED["en"]).format(heading=heading, document=title.replace("_", " ").replace("-", " ")))
    example.language = language if language in ASKED else "en"
    return example


def _in_turn(lists, count):
    """Take the second heading of each list first: the first is mostly the title again."""
    found = []
    for turn in (1, 2, 3, 0):
        found += [each[turn] for each in lists if len(each) > turn]
    return list(dict.fromkeys(found))[:count]
