"""Asking an agent that is not saved yet."""

from django.db import transaction

from agents import runs
from agents.definitions.reading import read
from agents.definitions.saving import add_version
from agents.models import Agent, Conversation

KEPT = 5  # versions of a draft: some may still be answering


@transaction.atomic
def try_out(user, project, source, question):
    """Ask what source defines, in a temporary conversation of its own; return the run.

    Raises DefinitionError, and whatever start_chat raises.
    """
    definition = read(source).definition
    draft = Agent.objects.filter(project=project, created_by=user, is_draft=True).first()
    draft = draft or Agent(project=project, created_by=user, is_draft=True, is_enabled=False)
    add_version(draft, source, definition, user=user)
    draft.versions.filter(number__lte=draft.current.number - KEPT).delete()
    conversation = Conversation.objects.create(project=project, user=user, title=runs.title_of(question), is_temporary=True)
    return runs.start_chat(user, project, question, conversation, agent=draft)
