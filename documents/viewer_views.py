"""The viewer: an original opened at a passage, as a page of its own and beside the chat."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from documents import download, viewing
from documents.models import Content
from documents.views import found

LARGEST = 2**31 - 1


@login_required
@require_GET
def view(request, document_id):
    """Show the original at [start, end) of its text, which is highlighted."""
    document, project = found(request, document_id)
    revision = _revision(request, document)
    start = _number(request, "start") or 0
    end = max(start, _number(request, "end") or 0)
    context = {
        "project": project,
        "room": "documents",
        "document": document,
        "revision": revision,
        "start": start,
        "end": end,
        "page": _number(request, "page"),
        "is_old": document.live_revision_id and revision.pk != document.live_revision_id,
        "mode": viewing.mode_of(revision),
    }
    context |= _shown(revision, start, end, _number(request, "at"), context["mode"])
    return render(request, "documents/view.html" + ("#viewer" if request.htmx else ""), context)


def _shown(revision, start, end, at, mode):
    content = Content.objects.filter(revision=revision).first()
    if content is None:
        return {"window": None}
    make = viewing.table_window if mode == "table" else viewing.text_window
    layout = viewing.page_layout(revision, start, end) if mode in ("pdf", "image") else None
    return {"window": make(content, start, end, at=at), "layout": layout}


def _revision(request, document):
    wanted = _number(request, "revision")
    if wanted:
        return get_object_or_404(document.revisions, pk=wanted)
    return document.live_revision or document.newest


def _number(request, name):
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 and int(text) <= LARGEST else None


@login_required
@require_GET
def original(request, document_id):
    """The file as it was uploaded."""
    document, _project = found(request, document_id)
    return download.original(_revision(request, document), inline="inline" in request.GET, for_good="revision" in request.GET)
