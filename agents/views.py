"""The chat room: pages, and the fragments that htmx puts into them."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.errors import PlatformError
from agents import afterwards, comparing, runs, turns, veil
from agents.agent_picking import picked_agent
from agents.history import by_date, conversations_of
from agents.models import Conversation, Run
from agents.suggestions import example_questions
from agents.tracing import shown_trace
from agents.tree import Tree
from agents.waiting import await_end
from documents.models import Document
from projects.access import readable
from projects.llm.models import CatalogModel

LISTED = 200
SHOWN = 120  # messages of a long conversation, until the earlier ones are asked for


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def chat(request, project_id, conversation_id=None):
    """Show a conversation, or the start of a new one; a POST asks."""
    project = readable(request.user, project_id)
    wanted = conversation_id or _as_uuid(request.POST.get("conversation"))
    conversation = held_conversation(request.user, project, wanted) if wanted else None
    if request.method == "POST":
        return _ask(request, project, conversation)
    return render(request, "agents/chat.html", _room(request, project, conversation))


def _ask(request, project, conversation):
    question = request.POST.get("example") or request.POST.get("question", "")
    options = {
        "agent": request.POST.get("agent"),
        "mentions": [pk for pk in map(_as_uuid, request.POST.getlist("mention")) if pk],
        "parent": _as_uuid(request.POST.get("parent")) if conversation else None,
        "temporary": request.POST.get("temporary") == "1",
    }
    try:
        asked = _asked(request, project, question, conversation, options)
    except PlatformError as error:
        return refuse(request, project, conversation, error, question=question)
    if request.htmx:
        return _turn(request, project, asked[0], is_new=conversation is None)
    for run in asked:
        await_end(run)
    return redirect("agents:conversation", project.pk, asked[0].conversation_id)


def _asked(request, project, question, conversation, options):
    """Ask the model that was chosen, or the two to compare; return the runs."""
    model, other = request.POST.get("model", ""), request.POST.get("compare", "")
    if not other:
        return [runs.start_chat(request.user, project, question, conversation, model=model, **options)]
    blind = request.POST.get("blind") == "1"
    made = comparing.compare(request.user, project, question, [model, other], conversation, blind=blind, **options)
    return [made.first, made.second]


def _turn(request, project, run, *, is_new):
    """Return the question and its answer in the making, and what changes around them."""
    run.conversation.title_coming = is_new and afterwards.title_is_coming(run.conversation)
    listed = list(conversations_of(request.user, project)[:LISTED]) if is_new else []
    context = {
        "project": project,
        "conversation": run.conversation,
        "turn": turns.branch(run.conversation, run.answer_id, last=2),
        "leaf": run.answer_id,
        "is_new": is_new,
        "groups": by_date(listed),
        "models": CatalogModel.objects.callable(),
    }
    response = render(request, "agents/chat.html#turn", context)
    response["HX-Trigger"] = "asked"
    if is_new:
        response["HX-Push-Url"] = runs_url(run)
    return response


def show_branch(request, conversation, focus=""):
    """Answer a change of the branch that is shown: all turns again for htmx, else the page."""
    conversation.refresh_from_db()
    if not request.htmx:
        return redirect(f"{conversation.get_absolute_url()}{focus}")
    response = render(request, "agents/chat.html#branch", _room(request, conversation.project, conversation))
    response["HX-Trigger-After-Swap"] = "branch-shown"
    return response


def refuse(request, project, conversation, error, question=""):
    """Answer with what is wrong, in the room that it was tried from."""
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


def held_conversation(user, project, wanted):
    return get_object_or_404(Conversation.objects.visible_to(user).filter(project=project), pk=wanted)


def _room(request, project, conversation):
    documents = Document.objects.filter(project=project)
    leaf = _wanted_leaf(request, conversation) if conversation else None
    last = None if request.GET.get("all") or request.GET.get("at") else SHOWN
    shown = turns.branch(conversation, leaf, last) if conversation else []
    ready = documents.exclude(live_revision=None).exists()
    if conversation:
        conversation.title_coming = afterwards.title_is_coming(conversation)
    return {
        "project": project,
        "room": "chat",
        "conversation": conversation,
        "turns": shown,
        "leaf": leaf,
        "temporary": conversation.is_temporary if conversation else request.GET.get("temporary") == "1",
        "models": CatalogModel.objects.callable(),
        "chosen_model": (conversation.model if conversation else "") or project.llm_model,
        "has_ready": ready,
        "has_documents": ready or documents.exists(),
        **picked_agent(request, project, conversation),
        "examples": example_questions(project, request.LANGUAGE_CODE) if ready and not shown else [],
    }


def _wanted_leaf(request, conversation):
    """Return where the branch ends: below the message that the address names (a search found it), else where it did last."""
    wanted = _as_uuid(request.GET.get("at"))
    if wanted is None:
        return conversation.leaf_id
    tree = Tree(conversation.pk)
    if wanted not in tree.parents:
        raise Http404
    return tree.newest_leaf(wanted)


def _run(user, run_id):
    found = Run.objects.select_related("conversation__project", "question__comparison", "answer")
    return get_object_or_404(found.visible_to(user), pk=run_id)


@login_required
@require_GET
def answer(request, run_id):
    """One answer as it stands, for the page that watched it being made."""
    run = _run(request.user, run_id)
    if not request.htmx:
        return redirect(f"{runs_url(run)}#run-{run.pk}")
    context = {"project": run.conversation.project, "conversation": run.conversation, "message": turns.one(run.answer_id)}
    context["models"] = CatalogModel.objects.callable()
    return render(request, "agents/answer.html", context)


@login_required
@require_GET
def followups(request, run_id):
    """The questions that may come after an answer, once they are there."""
    run = _run(request.user, run_id)
    return render(request, "agents/followups.html", {"project": run.conversation.project, "message": turns.one(run.answer_id)})


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
    if veil.is_veiled(run):
        raise Http404
    context = {"project": run.conversation.project, "room": "chat", "conversation": run.conversation, "run": run} | shown_trace(run)
    return render(request, "agents/trace.html" + ("#trace" if request.htmx else ""), context)
