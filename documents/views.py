"""Pages of documents. The originals and passages themselves are shown by viewer_views.py."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.errors import PlatformError
from documents import cancelling, previewing, removal, uploads
from documents.errors import too_large
from documents.forms import PreviewForm, UrlForm
from documents.intake import refused_names, upload_limit
from documents.listing import FILTERS, SORTS, documents_of
from documents.models import Chunk, Document
from documents.progress import files_in_progress
from projects.access import editable, readable

PAGE_SIZE = 50
CHUNKS_SHOWN = 20
MOST_AT_ONCE = 500


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def list_documents(request, project_id):
    """The documents of a project; a POST adds the files it carries."""
    if request.method == "POST":
        return _upload(request, editable(request.user, project_id))
    project = readable(request.user, project_id)
    chosen = {"words": request.GET.get("q", "")[:255], "state": request.GET.get("state", ""), "sort": request.GET.get("sort", "")}
    page = Paginator(documents_of(project, **chosen), PAGE_SIZE).get_page(request.GET.get("page"))
    context = _room(request, project) | {
        "page": page,
        "chosen": chosen,
        "filters": {key: label for key, (label, _condition) in FILTERS.items()},
        "sorts": {key: label for key, (label, _order) in SORTS.items()},
        "has_any": bool(page) or Document.objects.filter(project=project).exists(),
        "limit_bytes": upload_limit(),
        "url_form": UrlForm(),
    }
    return render(request, "documents/list.html" + ("#documents" if request.htmx else ""), context)


def _room(request, project):
    return {"project": project, "room": "documents", "may_edit": project.role != "viewer" and not project.archived_at}


def _upload(request, project):
    """Take each file on its own: one that is refused does not hold up the others."""
    files = [*request.FILES.getlist("files"), *request.FILES.getlist("file")]
    results = [(name, None, str(too_large(upload_limit()))) for name in refused_names(request)]
    results += [_received(project, request.user, file) for file in files]
    if not results:
        results = [("", None, _("Choose at least one file."))]
    if request.accepts("application/json") and not request.accepts("text/html"):
        return JsonResponse({"results": [_result(*each) for each in results]})
    for name, receipt, problem in results:
        say = messages.error if problem else messages.success
        say(request, f"{name}: {problem}" if problem and name else problem or _outcome(receipt))
    return redirect("documents:list", project.pk)


def _received(project, user, file):
    try:
        return file.name, uploads.receive(project=project, user=user, file=file, name=file.name), ""
    except PlatformError as error:
        return file.name, None, str(error)


def _result(name, receipt, problem):
    return {"name": name, "problem": problem, "note": _outcome(receipt) if receipt else ""}


def _outcome(receipt):
    name = {"name": receipt.document.name}
    if receipt.outcome == uploads.DUPLICATE:
        return _("“%(name)s” is here already, with the same content.") % name
    if receipt.outcome == uploads.REPLACED:
        return _("“%(name)s” gets a new version; the old one answers until it is ready.") % name
    return _("“%(name)s” is added.") % name


@login_required
@require_POST
def add_url(request, project_id):
    project = editable(request.user, project_id)
    form = UrlForm(request.POST)
    if form.is_valid():
        messages.success(request, _outcome(uploads.receive_url(project=project, user=request.user, url=form.cleaned_data["url"])))
    else:
        messages.error(request, " ".join(form.errors["url"]))
    return redirect("documents:list", project.pk)


@login_required
@require_POST
def bulk(request, project_id):
    """Retry or delete the documents that are ticked."""
    project = editable(request.user, project_id)
    ticked = [value for value in request.POST.getlist("document")[:MOST_AT_ONCE] if _is_uuid(value)]
    documents = Document.objects.filter(project=project, pk__in=ticked).with_revisions()
    action = {"retry": _retry_all, "delete": _delete_all}.get(request.POST.get("action"))
    if not documents or not action:
        messages.warning(request, _("Tick the documents first."))
    else:
        action(request, documents)
    return redirect("documents:list", project.pk)


def _retry_all(request, documents):
    failed = [each for each in documents if each.newest and each.newest.state in cancelling.ENDED_BADLY]
    for document in failed:
        cancelling.restart(document.newest)
    text = ngettext("%(n)s document is tried again.", "%(n)s documents are tried again.", len(failed))
    messages.success(request, text % {"n": len(failed)})


def _delete_all(request, documents):
    receipts = [removal.remove(document) for document in documents]
    text = ngettext("%(n)s document is deleted.", "%(n)s documents are deleted.", len(receipts))
    messages.success(request, text % {"n": len(receipts)})


def _is_uuid(text):
    try:
        return bool(UUID(text))
    except ValueError:
        return False


@login_required
@require_GET
def tray(request):
    """What is on its way, for the corner of every page."""
    return render(request, "documents/tray.html#update", {"files": files_in_progress(request.user)})


def found(request, document_id, *, edit=False):
    """Return (document, its project) for a member; strangers get 404, viewers who want to edit an explanation."""
    document = get_object_or_404(Document.objects.visible_to(request.user).with_revisions(), pk=document_id)
    project = (editable if edit else readable)(request.user, document.project_id)
    document.project = project
    return document, project


@login_required
@require_GET
def row(request, document_id):
    return _row(request, document_id)


def _row(request, document_id):
    document, project = found(request, document_id)
    return render(request, "documents/row.html", _room(request, project) | {"document": document})


@login_required
@require_GET
def detail(request, document_id):
    """One document: its versions, what is known of it, its passages."""
    document, project = found(request, document_id)
    chunks = Chunk.objects.filter(revision=document.live_revision_id, index__state="live").order_by("position")
    settings = {"method": project.chunk_method, "max_tokens": project.chunk_tokens, "overlap_tokens": project.chunk_overlap}
    context = _room(request, project) | {
        "document": document,
        "revision": document.newest,
        "shown": document.live_revision or document.newest,
        "page": Paginator(chunks, CHUNKS_SHOWN).get_page(request.GET.get("page")),
        "preview_form": PreviewForm(initial=settings),
    }
    return render(request, "documents/detail.html" + ("#status" if request.htmx else ""), context)


@login_required
@require_GET
def preview(request, document_id):
    """How the document would be cut under other settings."""
    document, project = found(request, document_id)
    form = PreviewForm(request.GET)
    context = _room(request, project) | {"document": document, "preview_form": form}
    if form.is_valid():
        try:
            context["pieces"] = previewing.preview(document.live_revision or document.newest, **form.cleaned_data)
        except PlatformError as error:
            context["problem"] = error
    return render(request, "documents/preview.html" + ("#pieces" if request.htmx else ""), context)


@login_required
@require_POST
def retry(request, document_id):
    document, _project = found(request, document_id, edit=True)
    return _act(request, document, cancelling.restart)


@login_required
@require_POST
def cancel(request, document_id):
    document, _project = found(request, document_id, edit=True)
    return _act(request, document, cancelling.cancel)


def _act(request, document, act):
    try:
        act(document.newest)
    except PlatformError as error:
        messages.error(request, str(error))
    if request.htmx and request.htmx.target == f"document-{document.pk}":
        return _row(request, document.pk)
    return redirect("documents:detail", document.pk)


@login_required
@require_POST
def replace(request, document_id):
    """Take another file as the next version of a document, whatever that file is called."""
    document, project = found(request, document_id, edit=True)
    file = request.FILES.get("file")
    if file is None:
        problem = too_large(upload_limit()) if refused_names(request) else _("Choose the file that takes its place.")
        messages.error(request, str(problem))
    else:
        receipt = uploads.receive(project=project, user=request.user, file=file, name=document.name)
        messages.success(request, _outcome(receipt))
    return redirect("documents:detail", document.pk)


@login_required
@require_POST
def delete(request, document_id):
    document, project = found(request, document_id, edit=True)
    receipt = removal.remove(document)
    messages.success(request, _("“%(name)s” is deleted, with its versions and passages.") % {"name": receipt.name})
    return redirect("documents:list", project.pk)
