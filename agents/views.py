"""The chat room: pages, and the fragments that htmx puts into them."""

from uuid import UUID

from django.contrib import messages as notices
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.errors import PlatformError
from agents import runs
from agents.agent_picking import picked_agent
from agents.history import by_date, conversations_of
from agents.models import Conversation, Message, Run, Step
from agents.suggestions import example_questions
from agents.tracing import shown_trace
from agents.waiting import await_end
from documents.models import Document
from projects.access import readable
from projects.llm.models import CatalogModel

LISTED = 200


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def chat(request, project_id, conversation_id=None):
    """Show a conversation, or the start of a new one; a POST asks."""
    project = readable(request.user, project_id)
    wanted = conversation_id or _as_uuid(request.POST.get("conversation"))
    conversation = _conversation(request.user, project, wanted) if wanted else None
    if request.method == "POST":
        return _ask(request, project, conversation)
    return render(request, "agents/chat.html", _room(request, project, conversation))


def _ask(request, project, conversation):
    question = request.POST.get("example") or request.POST.get("question", "")
    model = request.POST.get("model", "")
    try:
        mentions = [pk for pk in map(_as_uuid, request.POST.getlist("mention")) if pk]
        wishes = {"model": model, "agent": request.POST.get("agent"), "mentions": mentions}
        run = runs.start_chat(request.user, project, question, conversation, **wishes)
    except PlatformError as error:
        return _refuse(request, project, conversation, question, error)
    if request.htmx:
        return _turn(request, project, run, is_new=conversation is None)
    await_end(run)
    return redirect("agents:conversation", project.pk, run.conversation_id)


def _turn(request, project, run, *, is_new):
    """Return the question and its answer in the making, and what changes around them."""
    listed = list(conversations_of(request.user, project)[:LISTED]) if is_new else []
    context = {
        "project": project,
        "conversation": run.conversation,
        "turn": _messages([run.question, run.answer]),
        "is_new": is_new,
        "groups": by_date(listed),
    }
    response = render(request, "agents/chat.html#turn", context)
    response["HX-Trigger"] = "asked"
    if is_new:
        response["HX-Push-Url"] = runs_url(run)
    return response


def _refuse(request, project, conversation, question, error):
    if request.htmx:
        response = render(request, "agents/chat.html#problem", {"problem": error})
        response["HX-Reswap"] = "none"
        return response
    context = _room(request, project, conversation) | {"problem": error, "question": question}
    return render(request, "agents/chat.html", context, status=error.status)


def runs_url(run):
    return run.conversation.get_absolute_url()


def _as_uuid(text):
    """Return the id in text, or None if it is empty. Raises Http404: what is no id names nothing."""
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise Http404 from error


def _conversation(user, project, wanted):
    return get_object_or_404(Conversation.objects.visible_to(user).filter(project=project), pk=wanted)


def _room(request, project, conversation):
    documents = Document.objects.filter(project=project)
    turns = _messages(runs.path_to(conversation.leaf)) if conversation and conversation.leaf else []
    ready = documents.exclude(live_revision=None).exists()
    return {
        "project": project,
        "room": "chat",
        "conversation": conversation,
        "turns": turns,
        "answering": any(each.role == Message.Role.ASSISTANT and each.run.is_unfinished for each in turns),
        "models": CatalogModel.objects.callable(),
        "chosen_model": (conversation.model if conversation else "") or project.llm_model,
        "has_ready": ready,
        "has_documents": ready or documents.exists(),
        **picked_agent(request, project, conversation),
        "examples": example_questions(project, request.LANGUAGE_CODE) if ready and not turns else [],
    }


def _messages(path):
    """Return the messages of path again, with all that their display needs, in few queries."""
    steps = Prefetch("run__steps", Step.objects.to_show(), to_attr="shown_steps")
    rows = Message.objects.select_related("run", "conversation").prefetch_related("citations", "sentences", "mentions", steps)
    by_id = rows.in_bulk([each.pk for each in path])
    return [by_id[each.pk] for each in path]


@login_required
@require_GET
def history(request, project_id):
    """All conversations of the person in the project, found by words."""
    project = readable(request.user, project_id)
    words = request.GET.get("q", "")[:200]
    groups = by_date(conversations_of(request.user, project, words)[:LISTED])
    template = "agents/conversation_list.html" if request.htmx else "agents/history.html"
    return render(request, template, {"project": project, "room": "chat", "groups": groups, "words": words})


@login_required
@require_POST
def rename(request, project_id, conversation_id):
    conversation = _conversation(request.user, readable(request.user, project_id), conversation_id)
    try:
        runs.rename(conversation, request.POST.get("title", ""))
    except PlatformError as error:
        notices.error(request, str(error))
    return redirect(conversation)


@login_required
@require_POST
def delete(request, project_id, conversation_id):
    conversation = _conversation(request.user, readable(request.user, project_id), conversation_id)
    for run in conversation.runs.filter(state__in=Run.OPEN_STATES):
        runs.stop(run)
    conversation.delete()
    notices.success(request, _("The conversation is deleted."))
    return redirect("agents:chat", project_id)


def _run(user, run_id):
    found = Run.objects.select_related("conversation__project", "answer")
    return get_object_or_404(found.filter(conversation__in=Conversation.objects.visible_to(user)), pk=run_id)


@login_required
@require_GET
def answer(request, run_id):
    """One answer as it stands, for the page that watched it being made."""
    run = _run(request.user, run_id)
    if not request.htmx:
        return redirect(f"{runs_url(run)}#run-{run.pk}")
    context = {"project": run.conversation.project, "conversation": run.conversation, "message": _messages([run.answer])[0]}
    return render(request, "agents/answer.html", context)


@login_required
@require_POST
def stop(request, run_id):
    run = _run(request.user, run_id)
    runs.stop(run)
    if request.htmx:
        return HttpResponse(status=204)
    await_end(run)
    return redirect(f"{runs_url(run)}#run-{run.pk}")


@login_required
@require_GET
def trace(request, run_id):
    """How an answer was found: every stage with its numbers."""
    run = _run(request.user, run_id)
    context = {"project": run.conversation.project, "room": "chat", "conversation": run.conversation, "run": run} | shown_trace(run)
    return render(request, "agents/trace.html" + ("#trace" if request.htmx else ""), context)
