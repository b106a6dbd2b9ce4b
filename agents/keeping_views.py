"""The list of conversations, and what can be done with one: renamed, pinned, kept for a while only, exported, deleted."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages as notices
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.errors import PlatformError
from agents import afterwards, exporting, finding, keeping, runs
from agents.history import by_date, conversations_of
from agents.models import Conversation
from agents.views import LISTED, held_conversation
from projects.access import RANK, readable
from projects.models import Role

LONGEST_SEARCH = 200


@login_required
@require_GET
def history(request, project_id):
    """All conversations of the person in the project, found by words."""
    project = readable(request.user, project_id)
    words = request.GET.get("q", "")[:LONGEST_SEARCH]
    context = {"project": project, "room": "chat", "words": words, "may_edit": RANK[project.role] >= RANK[Role.EDITOR]}
    if words.strip() and not request.htmx:
        context["found"] = finding.find(request.user, words, project)
    else:
        context["groups"] = by_date(conversations_of(request.user, project, words)[:LISTED])
    return render(request, "agents/conversation_list.html" if request.htmx else "agents/history.html", context)


@login_required
@require_POST
def rename(request, project_id, conversation_id):
    conversation = _own(request, project_id, conversation_id)
    try:
        runs.rename(conversation, request.POST.get("title", ""))
    except PlatformError as error:
        notices.error(request, str(error))
    return _back(request, conversation)


@login_required
@require_POST
def pin(request, project_id, conversation_id):
    conversation = _own(request, project_id, conversation_id)
    keeping.pin(conversation, request.POST.get("wanted", "1") == "1")
    return _back(request, conversation)


@login_required
@require_POST
def temporary(request, project_id, conversation_id):
    conversation = _own(request, project_id, conversation_id)
    keeping.make_temporary(conversation, request.POST.get("wanted", "1") == "1")
    return _back(request, conversation)


@login_required
@require_GET
def header(request, project_id, conversation_id):
    """The line above the turns, with the sidebar's list beside it: both follow a title that comes by itself."""
    return _heading(request, _own(request, project_id, conversation_id))


@login_required
@require_GET
def export(request, project_id, conversation_id):
    """The branch that is shown as Markdown, or the whole tree as JSON."""
    conversation = _own(request, project_id, conversation_id)
    kind = request.GET.get("format", "md")
    if kind == "md":
        response = HttpResponse(exporting.as_markdown(conversation), content_type="text/markdown; charset=utf-8")
    elif kind == "json":
        response = JsonResponse(exporting.as_data(conversation), json_dumps_params={"ensure_ascii": False, "indent": 1})
    else:
        raise Http404
    name = slugify(str(conversation), allow_unicode=True)[:60] or "conversation"
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{kind}")
    return response


@login_required
@require_POST
def delete(request, project_id, conversation_id):
    conversation = _own(request, project_id, conversation_id)
    return _deleted(request, conversation.project, Conversation.objects.filter(pk=conversation.pk), "agents:chat")


@login_required
@require_POST
def delete_many(request, project_id):
    project = readable(request.user, project_id)
    chosen = [pk for pk in request.POST.getlist("chosen")[:LISTED] if _is_uuid(pk)]
    found = Conversation.objects.visible_to(request.user).filter(project=project, pk__in=chosen)
    return _deleted(request, project, found, "agents:history")


def _deleted(request, project, conversations, back_to):
    """Hide the conversations and offer to bring them back."""
    number = conversations.count()
    if number:
        moment = keeping.delete(conversations)
        undo = f"{reverse('agents:restore', args=[project.pk])}?{urlencode({'at': moment.isoformat()})}"
        text = ngettext("The conversation is deleted.", "%(number)s conversations are deleted.", number) % {"number": number}
        notices.success(request, text, extra_tags=undo)
    return redirect(back_to, project.pk)


@login_required
@require_POST
def restore(request, project_id):
    """Undo a deletion, while there is still something to bring back."""
    project = readable(request.user, project_id)
    moment = _moment(request.GET.get("at", ""))
    number = keeping.restore(request.user, project, moment) if moment else 0
    if number:
        notices.success(request, ngettext("The conversation is back.", "%(number)s conversations are back.", number) % {"number": number})
    else:
        notices.error(request, _("It was too late to bring them back."))
    return redirect("agents:history", project.pk)


def _moment(text):
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None


def _is_uuid(text):
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def _own(request, project_id, conversation_id):
    return held_conversation(request.user, readable(request.user, project_id), conversation_id)


def _back(request, conversation):
    conversation.refresh_from_db()
    return _heading(request, conversation) if request.htmx else redirect(conversation)


def _heading(request, conversation):
    conversation.title_coming = afterwards.title_is_coming(conversation)
    listed = by_date(conversations_of(request.user, conversation.project)[:LISTED])
    context = {"project": conversation.project, "conversation": conversation, "groups": listed}
    return render(request, "agents/chat.html#heading", context)
