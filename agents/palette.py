"""Finding things from anywhere: projects, conversations and documents by a few letters, and the rooms of a project."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.history import conversations_of
from documents.models import Document
from projects.models import Project

MOST = 6
ROOMS = [
    ("agents:chat", gettext_lazy("New chat"), "square-pen"),
    ("documents:list", gettext_lazy("Documents"), "file-text"),
    ("agents:agents", gettext_lazy("Agents"), "bot"),
    ("agents:comparisons", gettext_lazy("Comparisons"), "columns-2"),
    ("projects:members", gettext_lazy("Members"), "users"),
    ("projects:settings", gettext_lazy("Settings"), "settings"),
]


@dataclass
class Entry:
    """A line to choose; note: what tells it from others of the same name."""

    label: str
    url: str
    icon: str
    note: str = ""


@dataclass
class Group:
    title: str
    entries: list[Entry] = field(default_factory=list)


def look_up(user, words, project=None):
    """Return the Groups of what user may open that fit words, those of project first; without words the latest.

    project: the one that the person is in, found for user; None elsewhere.
    """
    words = words.replace("\x00", "").strip()[:200]
    groups = [
        Group(_("Go to"), _pages(words, project)),
        Group(_("Conversations"), _conversations(user, words, project)),
        Group(_("Documents"), _documents(user, words, project) if words else []),
        Group(_("Projects"), _projects(user, words, project)),
    ]
    return [group for group in groups if group.entries]


def _pages(words, project):
    rooms = [Entry(str(label), reverse(name, args=[project.pk]), icon) for name, label, icon in ROOMS] if project else []
    pages = [
        Entry(_("All projects"), reverse("home"), "house"),
        Entry(_("New project"), reverse("projects:create"), "plus"),
        Entry(_("Profile and settings"), reverse("profile"), "user"),
        Entry(_("REST API"), reverse("swagger-ui"), "file-code"),
    ]
    return [entry for entry in rooms + pages if words.casefold() in entry.label.casefold()]


def _conversations(user, words, project):
    found = list(conversations_of(user, project, words)[:MOST])
    if project and words and len(found) < MOST:
        others = conversations_of(user, None, words).exclude(project=project)
        found += others[: MOST - len(found)]
    return [Entry(str(each), each.get_absolute_url(), "message-square", each.project.name) for each in found]


def _documents(user, words, project):
    found = (
        Document.objects.visible_to(user)
        .filter(name__icontains=words, project__in=Project.objects.active().listed())
        .select_related("project")
    )
    if project:
        found = found.filter(project=project)
    return [
        Entry(each.name, reverse("documents:view", args=[each.pk]), "file-text", each.project.name)
        for each in found.order_by("name")[:MOST]
    ]


def _projects(user, words, project):
    found = Project.objects.visible_to(user).active().listed().filter(name__icontains=words)
    if project:
        found = found.exclude(pk=project.pk)
    return [Entry(each.name, reverse("agents:chat", args=[each.pk]), each.icon) for each in found[:MOST]]
