"""Where a question of a conversation looks: in its project, and in the files that the person brought along."""

from agents.attachments import drawers_of
from documents.filters import Filters
from documents.models import Document
from documents.retrieval import TOKEN_BUDGET, Retrieval, retrieve


def search(project, query, *, user, conversation=None, documents=(), top_k=None) -> Retrieval:
    """Return the passages that fit query best.

    documents: ids that the question names; only these are looked in, wherever they lie. Scores mean the same in
    every place (see documents.fusion), so what several places found is put in one order.
    """
    found = [
        retrieve(place, query, top_k=top_k, filters=Filters(documents=chosen) if chosen else None, user=user)
        for place, chosen in _places(project, conversation, list(documents))
    ]
    return found[0] if len(found) == 1 else _merged(found, top_k or project.top_k)


def _places(project, conversation, documents):
    """Return [(project to search, ids of documents to keep to; none for all)], at least one."""
    drawers = list(drawers_of(conversation)) if conversation else []
    if not documents:
        return [(place, []) for place in (project, *drawers)]
    home = dict(Document.objects.filter(pk__in=documents, project__in=[project, *drawers]).values_list("pk", "project_id"))
    chosen = [(place, [pk for pk in documents if home.get(pk) == place.pk]) for place in (project, *drawers)]
    return [(place, ids) for place, ids in chosen if ids] or [(project, documents)]


def _merged(found, limit):
    """Return one Retrieval of several: the best passages that fit, and the trace of the first with the others' candidates."""
    kept, room = [], TOKEN_BUDGET
    for passage in sorted((passage for each in found for passage in each.passages), key=lambda passage: -passage.score)[:limit]:
        if passage.token_count <= room:
            kept.append(passage)
            room -= passage.token_count
    searched = [each for each in found if "index" in each.trace] or found
    first = max(searched, key=lambda each: len(each.passages))
    trace = dict(first.trace)
    trace["candidates"] = _renumbered([line for each in found for line in each.trace.get("candidates", [])], kept)
    trace["tokens"] = sum(passage.token_count for passage in kept)
    trace["places"] = len(found)
    return Retrieval(kept, trace, first.embedding_model, first.dense_enabled)


def _renumbered(candidates, kept):
    """Return the candidates' lines with the numbers that their passages have now; those left out say so."""
    number = {chunk: place for place, passage in enumerate(kept, 1) for chunk in passage.chunk_ids}
    lines = []
    for line in candidates:
        now = number.get(line["chunk_id"])
        lines.append(line | {"passage": now} | ({"dropped": "beyond_limit"} if line["passage"] and not now else {}))
    return sorted(lines, key=lambda line: -line["score"])
