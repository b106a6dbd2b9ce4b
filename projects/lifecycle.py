"""What becomes of a project as a whole."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from projects.models import Membership, Project, Role
from projects.signals import project_duplicated, settings_changed

LOOKS = ["name", "description", "icon", "colour"]
SETTINGS = [
    "agent",
    "llm_model",
    "embedding_model",
    "reranker_model",
    "system_prompt",
    "temperature",
    "top_k",
    "score_threshold",
    "fusion",
    "chunk_method",
    "chunk_tokens",
    "chunk_overlap",
]
# Documents that are in the index keep what these were until the project is indexed again.
NEEDS_REINDEX = {"embedding_model", "chunk_method", "chunk_tokens", "chunk_overlap"}


@transaction.atomic
def create(user, **fields):
    """Create a project that user owns."""
    project = Project.objects.create(**fields)
    Membership.objects.create(project=project, user=user, role=Role.OWNER)
    return project


@transaction.atomic
def change(project, user, **fields):
    """Save fields of project; return the names of those that differ from before."""
    before = Project.objects.select_for_update().get(pk=project.pk)
    changed = {name for name, value in fields.items() if getattr(before, name) != value}
    for name in fields:
        setattr(project, name, fields[name])
    if changed:
        project.save(update_fields=[*changed, "updated_at"])
        settings_changed.send(Project, project=project, user=user, changed=changed)
    return changed


def archive(project):
    """Make a project read only and take it off the sidebar."""
    if not project.archived_at:
        project.archived_at = timezone.now()
        project.save(update_fields=["archived_at", "updated_at"])


def restore(project):
    project.archived_at = None
    project.save(update_fields=["archived_at", "updated_at"])


@transaction.atomic
def duplicate(source, user, *, name="", with_documents=False):
    """Copy a project's settings, and its documents if asked, into a new one that user owns alone."""
    kept = {field: getattr(source, field) for field in LOOKS + SETTINGS}
    longest = Project._meta.get_field("name").max_length
    kept["name"] = (name.strip() or _("Copy of %(name)s") % {"name": source.name})[:longest]
    copy = create(user, **kept)
    project_duplicated.send(Project, source=source, copy=copy, user=user, with_documents=with_documents)
    return copy


@transaction.atomic
def delete(project):
    """Delete a project with everything in it; the apps above hear of it by `pre_delete`. It can't be undone."""
    project.delete()
