"""Links that show a conversation to whoever has them."""

from uuid import UUID

from django.contrib import messages as notices
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.errors import PlatformError
from agents import sharing
from agents.views import held_conversation
from projects.access import readable


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def share(request, project_id, conversation_id):
    """Show exactly what a link would make public; a POST makes it."""
    project = readable(request.user, project_id)
    conversation = held_conversation(request.user, project, conversation_id)
    problem = ""
    if request.method == "POST":
        try:
            sharing.share(conversation, _leaf(conversation, request.POST.get("leaf")), request.POST.get("title", ""))
            return redirect("agents:share", project.pk, conversation.pk)
        except PlatformError as error:
            problem = error
    context = {
        "project": project,
        "room": "chat",
        "conversation": conversation,
        "turns": sharing.as_shown(sharing.snapshot_of(conversation)),
        "links": sharing.shares_of(request.user, project).filter(conversation=conversation),
        "problem": problem,
    }
    return render(request, "agents/share.html", context, status=problem.status if problem else 200)


def _leaf(conversation, text):
    """Return the message that the preview ended with. Raises Http404 for what is not in the conversation."""
    try:
        wanted = UUID(text) if text else conversation.leaf_id
    except ValueError as error:
        raise Http404 from error
    return get_object_or_404(conversation.messages, pk=wanted).pk if wanted else None


@login_required
@require_GET
def shares(request, project_id):
    """All links of the person in the project."""
    project = readable(request.user, project_id)
    return render(request, "agents/shares.html", {"project": project, "room": "chat", "links": sharing.shares_of(request.user, project)})


@login_required
@require_POST
def revoke(request, token):
    found = get_object_or_404(sharing.own(request.user), pk=token.replace("\x00", ""))
    sharing.revoke(found)
    notices.success(request, _("The link leads nowhere any more."))
    return redirect("agents:shares", found.conversation.project_id)


@require_GET
def shared(request, token):
    """A shared conversation, for anybody with its link; unknown, called back or gone with its project look the same."""
    found = sharing.public(token)
    if found is None:
        raise Http404
    context = {"share": found, "turns": sharing.as_shown(found.snapshot["turns"])}
    response = render(request, "agents/shared.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "private, no-store"
    return response
