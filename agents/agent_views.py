"""The room of agents: the list, one agent, and what can be done with it. Writing one is in agent_editing_views.py."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from agents import authoring
from agents.agent_showing import card, shown
from agents.definitions.differing import compare
from agents.models import Agent
from projects.access import RANK, readable
from projects.models import Role
from projects.notices import attempted

SHOWN = {
    "": gettext_lazy("All"),
    "built-in": gettext_lazy("Built-in"),
    "project": gettext_lazy("Of this project"),
    "mine": gettext_lazy("Mine"),
}


def room(project, **context):
    """Return the context of every page here. may_add: anyone while the project is open; may_share: its editors."""
    is_open = not project.archived_at
    may_share = is_open and RANK[project.role] >= RANK[Role.EDITOR]
    return {"project": project, "room": "agents", "may_add": is_open, "may_share": may_share, **context}


@login_required
@require_GET
def agents(request, project_id):
    """The agents that can be picked here, and those of the project that are switched off."""
    project = readable(request.user, project_id)
    words, show = request.GET.get("q", "")[:120].strip(), request.GET.get("show", "")
    cards = [card(agent, request.user) for agent in _listed(project, request.user)]
    found = [each for each in cards if each.fits(words) and each.belongs(show)]
    chosen = {"q": words, "show": show if show in SHOWN else ""}
    context = room(project, cards=found, chosen=chosen, shown=SHOWN, default=project.agent)
    return render(request, "agents/agents.html" + ("#cards" if request.htmx else ""), context)


def _listed(project, user):
    rows = Agent.objects.visible_to(user).select_related("current", "created_by")
    of_project, built_in = rows.filter(project=project), rows.filter(project=None, is_enabled=True)
    return [*sorted(built_in, key=lambda agent: (agent.slug != "general", agent.name)), *of_project]


@login_required
@require_GET
def agent(request, project_id, agent_id):
    """Who an agent is, what it can do, and how it came to be so."""
    project = readable(request.user, project_id)
    found = authoring.visible(request.user, agent_id, project)
    may_change = not project.archived_at and Agent.objects.editable_by(request.user).filter(pk=found.pk).exists()
    versions = list(found.versions.select_related("created_by")[:100])
    context = room(project, shown_agent=shown(found, request.user, project), versions=versions, may_change=may_change)
    return render(request, "agents/agent.html", context)


@login_required
@require_GET
def download(request, project_id, agent_id):
    project = readable(request.user, project_id)
    found = authoring.visible(request.user, agent_id, project)
    name = found.slug or slugify(found.name) or "agent"
    headers = {"Content-Disposition": f'attachment; filename="{name}.yaml"'}
    return HttpResponse(found.current.source, content_type="application/yaml; charset=utf-8", headers=headers)


@login_required
@require_GET
def versions(request, project_id, agent_id):
    """What changed from one version to another."""
    project = readable(request.user, project_id)
    found = authoring.visible(request.user, agent_id, project)
    numbers = list(found.versions.values_list("number", flat=True))
    newer = _number(request.GET.get("to"), numbers, numbers[0])
    older = _number(request.GET.get("from"), numbers, max((each for each in numbers if each < newer), default=newer))
    both = {each.number: each for each in found.versions.filter(number__in=[older, newer])}
    lines = compare(both[older].source, both[newer].source)
    context = room(project, shown_agent=card(found, request.user), older=both[older], newer=both[newer], lines=lines, numbers=numbers)
    return render(request, "agents/versions.html", context)


def _number(text, known, default):
    """Return the version that text names, default if it names none."""
    return next((each for each in known if str(each) == text), default)


@login_required
@require_POST
def restore(request, project_id, agent_id, number):
    found = _changeable(request, project_id, agent_id)
    if attempted(request, authoring.go_back, request.user, found, number):
        messages.success(request, _("Version %(number)s is back, as the newest.") % {"number": number})
    return redirect("agents:agent", project_id, agent_id)


@login_required
@require_POST
def duplicate(request, project_id, agent_id):
    project = authoring.writable(request.user, project_id)
    found = authoring.visible(request.user, agent_id, project)
    copy = authoring.duplicate(request.user, found, project)
    messages.success(request, _("“%(name)s” is yours to change. Only you see it until you share it.") % {"name": copy.name})
    return redirect("agents:agent-edit", project_id, copy.pk)


@login_required
@require_POST
def state(request, project_id, agent_id):
    """Share it or not, switch it on or off, by `do`."""
    found = _changeable(request, project_id, agent_id)
    wish = request.POST.get("do", "")
    if wish in ("share", "unshare"):
        attempted(request, authoring.set_shared, request.user, found, wish == "share")
    elif wish in ("enable", "disable"):
        authoring.set_enabled(found, wish == "enable")
    if wish == "unshare" and not Agent.objects.visible_to(request.user).filter(pk=found.pk).exists():
        return redirect("agents:agents", project_id)
    return redirect("agents:agent", project_id, agent_id)


@login_required
@require_POST
def delete(request, project_id, agent_id):
    found = _changeable(request, project_id, agent_id)
    authoring.delete(found)
    messages.success(request, _("“%(name)s” is deleted. Answers that it gave are still there.") % {"name": found.name})
    return redirect("agents:agents", project_id)


def _changeable(request, project_id, agent_id):
    return authoring.changeable(request.user, agent_id, readable(request.user, project_id))
