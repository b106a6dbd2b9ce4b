"""Files and documents for a question: bringing files along, and finding documents by a few letters of their names."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.errors import PlatformError
from agents import attachments
from agents.models import Conversation
from documents.errors import too_large
from documents.intake import refused_names, upload_limit
from documents.models import Document
from documents.removal import remove
from projects.access import readable

SUGGESTED = 8


def _uuid(text):
    """Return the id in text, or None if it is empty. Raises Http404: what is no id names nothing."""
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise Http404 from error


def _conversation(request, project):
    wanted = _uuid(request.POST.get("conversation") or request.GET.get("conversation"))
    return wanted and get_object_or_404(Conversation.objects.visible_to(request.user).filter(project=project), pk=wanted)


@login_required
@require_POST
def attach(request, project_id):
    """Take files along to a conversation; answer as JSON what became of each.

    `conversation`: the one they are for; `drawer`: what an earlier answer named, while the conversation has not begun.
    """
    return JsonResponse(received(request, readable(request.user, project_id)))


def received(request, project):
    """Take the files of a request; return {"results": [what became of each], "drawer": where they lie, or None}."""
    conversation = _conversation(request, project)
    drawer = attachments.unclaimed_drawer(request.user, project, _uuid(request.POST.get("drawer"))) if not conversation else None
    results = [{"name": name, "problem": str(too_large(upload_limit()))} for name in refused_names(request)]
    for file in request.FILES.getlist("files"):
        try:
            drawer = drawer or attachments.open_drawer(request.user, project, conversation)
            receipt = attachments.attach(request.user, project, file, drawer=drawer)
            results.append({"name": receipt.document.name, "document": str(receipt.document.pk), "state": receipt.revision.state})
        except PlatformError as error:
            results.append({"name": file.name, "problem": str(error)})
    return {"results": results or [{"name": "", "problem": _("Choose at least one file.")}], "drawer": drawer and str(drawer.pk)}


@login_required
@require_GET
def state(request, project_id):
    """How far the files are that were brought along: {id: {state, reason}}. What is not the person's is left out."""
    readable(request.user, project_id)
    ids = [pk for pk in map(_uuid, request.GET.getlist("document")[: attachments.MOST_MENTIONS]) if pk]
    found = Document.objects.visible_to(request.user).filter(pk__in=ids).with_revisions()
    return JsonResponse({str(each.pk): {"state": each.newest.state, "reason": each.newest.reason_text} for each in found if each.newest})


@login_required
@require_POST
def detach(request, project_id, document_id):
    """Delete a file that was brought along."""
    readable(request.user, project_id)
    remove(get_object_or_404(Document.objects.editable_by(request.user).exclude(project__drawer_of=None), pk=document_id))
    return HttpResponse(status=204)


@login_required
@require_GET
def suggest(request, project_id):
    """Documents whose names hold the letters typed after @ or #, those of the conversation first."""
    project = readable(request.user, project_id)
    conversation = _conversation(request, project)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    here = Q(project=project) | Q(project__drawer_of=conversation.pk) if conversation else Q(project=project)
    found = Document.objects.visible_to(request.user).filter(here, name__icontains=words).exclude(live_revision=None)
    return render(request, "agents/suggest.html", {"documents": found.order_by("-project__drawer_of", "name")[:SUGGESTED], "words": words})
