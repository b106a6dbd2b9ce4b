"""Moving between the versions of messages, and making new ones."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.errors import PlatformError
from agents import branching
from agents.models import Conversation, Message
from agents.views import refuse, show_branch
from agents.waiting import await_end
from projects.access import readable


def own_message(user, message_id):
    """Return a message of a conversation that the user may see. Raises Http404."""
    visible = Message.objects.filter(conversation__in=Conversation.objects.visible_to(user))
    return get_object_or_404(visible.select_related("conversation__project", "parent"), pk=message_id)


@login_required
@require_POST
def select(request, message_id):
    """Show the branch through this version; with `alone`, only up to it."""
    message = own_message(request.user, message_id)
    if request.POST.get("alone"):
        branching.go_on_from(message)
    else:
        branching.select(message)
    return show_branch(request, message.conversation, _focus(message))


@login_required
@require_POST
def edit(request, message_id):
    """Save another version of a question; `rerun` answers it too."""
    message = own_message(request.user, message_id)
    text, model = request.POST.get("text", ""), request.POST.get("model", "")
    if request.POST.get("rerun"):
        return _made(request, message, lambda: branching.edit_and_ask(message, text, model))
    return _made(request, message, lambda: branching.edit(message, text))


@login_required
@require_POST
def regenerate(request, message_id):
    """Make one more answer to the same question, by another model if one is named."""
    message = own_message(request.user, message_id)
    return _made(request, message, lambda: branching.answer_again(message, request.POST.get("model", "")))


@login_required
@require_POST
def branch_off(request, message_id):
    """Go on in a new conversation that begins as a copy of the branch up to this message."""
    message = own_message(request.user, message_id)
    try:
        copy = branching.branch_off(message)
    except PlatformError as error:
        return _refused(request, message, error)
    response = redirect(copy)
    if request.htmx:
        response.status_code, response["HX-Redirect"] = 204, response["Location"]
    return response


def _made(request, message, make):
    try:
        made = make()
    except PlatformError as error:
        return _refused(request, message, error)
    if not request.htmx and not isinstance(made, Message):
        await_end(made)
    return show_branch(request, message.conversation)


def _refused(request, message, error):
    project = readable(request.user, message.conversation.project_id)
    return refuse(request, project, message.conversation, error)


def _focus(message):
    return f"#message-{message.pk}"
