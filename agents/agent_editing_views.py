"""Writing an agent: form and YAML in step, a live preview, a test run."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.errors import PlatformError
from agents import authoring, drafting
from agents.agent_showing import draft_card
from agents.agent_views import room
from agents.builder import MOST_PROMPTS
from agents.definitions.checking import is_of_server, tool_servers
from agents.definitions.errors import DefinitionError
from agents.definitions.icons import AGENT_ICONS
from agents.definitions.reading import LARGEST_BYTES, decoded
from agents.models import Conversation, Message, Run
from agents.tools.registry import TOOLS
from agents.trying import try_out
from agents.waiting import await_end
from projects.choices import model_choices

FEWEST_PROMPTS = 3


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request, project_id):
    """Write an agent from the beginning, or from a file."""
    project = authoring.writable(request.user, project_id)
    if request.method != "POST":
        return _editor(request, project, drafting.opened(drafting.STARTER))
    if "upload" in request.POST:
        return _uploaded(request, project)
    draft = drafting.sent(request.POST)
    if "save" not in request.POST or draft.faults:
        return _editor(request, project, draft)
    return _saved(request, project, draft, lambda: authoring.create(
        request.user, project, draft.source, is_shared=bool(request.POST.get("is_shared"))
    ))  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, project_id, agent_id):
    project = authoring.writable(request.user, project_id)
    agent = authoring.changeable(request.user, agent_id, project)
    if request.method != "POST":
        return _editor(request, project, drafting.opened(agent.current.source), agent)
    draft = drafting.sent(request.POST)
    if "save" not in request.POST or draft.faults:
        return _editor(request, project, draft, agent)
    note = request.POST.get("note", "").replace("\x00", "")[: authoring.MOST_NOTE]
    return _saved(request, project, draft, lambda: authoring.change(request.user, agent, draft.source, note=note), agent)


def _saved(request, project, draft, save, agent=None):
    try:
        saved = save()
    except PlatformError as error:
        return _editor(request, project, draft, agent, problem=error)
    messages.success(request, _("“%(name)s” is saved.") % {"name": saved.name})
    return redirect("agents:agent", project.pk, saved.pk)


def _uploaded(request, project):
    """Open an uploaded file in the editor; nothing is saved yet."""
    file = request.FILES.get("file")
    try:
        source = decoded(file.read(LARGEST_BYTES + 1)) if file else drafting.STARTER
    except DefinitionError as error:
        return _editor(request, project, drafting.opened(drafting.STARTER), problem=error)
    return _editor(request, project, drafting.opened(source, tab="yaml"))


@login_required
@require_POST
def preview(request, project_id):
    """What is written so far, as it will look, and what is wrong with it; the other tab is brought in step."""
    project = authoring.writable(request.user, project_id)
    return render(request, "agents/agent_editor.html#preview", _context(project, drafting.sent(request.POST)))


@login_required
@require_POST
def trial(request, project_id):
    """Ask what is written so far; nothing is saved."""
    project = authoring.writable(request.user, project_id)
    draft = drafting.sent(request.POST)
    question = request.POST.get("trial_question", "")
    run = problem = None
    if draft.good:
        try:
            run = try_out(request.user, project, draft.source, question)
        except PlatformError as error:
            problem = error
    else:
        problem = _("Mend what is wrong first: %(fault)s") % {"fault": draft.faults[0]}
    if run and not request.htmx:
        await_end(run)
    context = _trial_context(project, run) if run else {}
    if request.htmx:
        return render(request, "agents/trial.html", {"project": project, "trial_problem": problem, **context})
    return _editor(request, project, draft, trial_problem=problem, trial_question=question, **context)


@login_required
@require_GET
def trial_answer(request, project_id, run_id):
    """The answer of a test run as it stands."""
    project = authoring.writable(request.user, project_id)
    mine = Conversation.objects.visible_to(request.user).filter(project=project, is_temporary=True)
    run = get_object_or_404(Run.objects.filter(conversation__in=mine), pk=run_id)
    return render(request, "agents/trial.html", {"project": project, **_trial_context(project, run)})


def _trial_context(project, run):
    answers = Message.objects.select_related("run", "conversation", "parent").prefetch_related("citations", "sentences")
    answer = answers.get(pk=run.answer_id)
    return {"run": answer.run, "message": answer, "conversation": answer.conversation}


def _editor(request, project, draft, agent=None, *, problem=None, **context):
    status = problem.status if problem else 400 if draft.faults and "save" in request.POST else 200
    context |= _context(project, draft) | {"agent": agent, "problem": problem, "is_shared": bool(request.POST.get("is_shared"))}
    return render(request, "agents/agent_editor.html", context, status=status)


def _context(project, draft):
    fields = draft.fields
    chosen = {each["name"]: each for each in fields["tools"]}
    blank = {"en": "", "th": ""}
    rows = min(MOST_PROMPTS, max(FEWEST_PROMPTS, len(fields["prompts"]) + 1))
    return room(
        project,
        draft=draft,
        fields=fields,
        icons=AGENT_ICONS,
        models=model_choices("llm_model", kept=fields["model"]),
        tools=_picker(chosen),
        prompts=[*fields["prompts"], *[blank] * rows][:rows],
        card=draft_card(draft.good.definition) if draft.good else None,
        line_numbers=range(1, draft.source.count("\n") + 2),
        wrong_lines={fault.line for fault in draft.faults},
    )


def _picker(chosen):
    """Return the tools that are chosen, in their order, then the others; those of a server can be chosen together."""
    servers = tool_servers()
    others = [name for name in (*sorted(TOOLS), *(f"{server}.*" for server in servers)) if name not in chosen]
    return [_offered(name, servers, chosen.get(name)) for name in (*chosen, *others)]


def _offered(name, servers, entry=None):
    """Return a tool as the picker shows it."""
    tool = TOOLS.get(name)
    is_foreign = is_of_server(name, servers)
    keys = (tool.config_schema or {}).get("properties", {}) if tool else {}
    return {
        "name": name,
        "title": tool.title if tool else name,
        "icon": tool.icon if tool else "globe" if is_foreign else "wrench",
        "about": tool.description if tool else _("All tools of this server.") if name.endswith(".*") else "",
        "is_installed": bool(tool) or is_foreign,
        "chosen": entry is not None,
        "keys": [(key, about.get("description", "")) for key, about in keys.items()],
        "takes_config": bool(tool is None or tool.config_schema is None or keys),
        **{key: (entry or {}).get(key, "") for key in ("description", "config", "optional")},
    }
