"""Asking: a question becomes a message, an empty answer and a run that will fill it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agents import attachments
from agents.choosing import choose
from agents.errors import BadQuestion
from agents.executor import executor
from agents.models import Conversation, Message, Run
from projects.errors import Archived
from projects.llm import gateway

LONGEST_QUESTION = 16_000
TITLE_LENGTH = 80


@transaction.atomic
def start_chat(user, project, question, conversation=None, *, model="", agent=None, mentions=()):
    """Save the question at the end of the conversation (a new one if None) and start its run; return the run.

    agent: id or slug; None leaves it to the conversation, then to the project. mentions: ids of documents that the
    question names or brings along (see agents.attachments).
    Raises BadQuestion, Archived, UnknownAgent, or a GatewayError if the model can't be called.
    """
    question = _checked(question)
    if project.archived_at:
        raise Archived
    documents = attachments.mentioned(user, project, mentions, conversation)
    acting = choose(user, project, agent or "", conversation)
    preferred = acting.current.definition.get("model", "") if acting else ""
    chosen = gateway.choose(project, model or (conversation.model if conversation else "") or preferred)
    if conversation is None:
        conversation = Conversation.objects.create(project=project, user=user, title=title_of(question), model=model)
    else:
        conversation = Conversation.objects.select_for_update().get(pk=conversation.pk)
    asked = Message.objects.create(conversation=conversation, parent_id=conversation.leaf_id, role=Message.Role.USER, content=question)
    asked.mentions.set(documents)
    attachments.claim(conversation, documents)
    answer = Message.objects.create(conversation=conversation, parent=asked, role=Message.Role.ASSISTANT)
    run = Run.objects.create(
        conversation=conversation, question=asked, answer=answer, model=chosen.pk, agent_version=acting and acting.current
    )
    conversation.leaf = answer
    conversation.model = model or conversation.model
    conversation.agent = acting if agent else conversation.agent
    conversation.save(update_fields=["leaf", "model", "agent", "updated_at"])
    transaction.on_commit(executor.ring)
    return run


def stop(run):
    """Ask the run to stop; what it has said so far is kept. Stopping what has ended changes nothing."""
    with transaction.atomic():
        Run.objects.filter(pk=run.pk, state__in=Run.OPEN_STATES).update(cancel_requested=True)
        # One that rests is taken up again, only to be ended.
        Run.objects.filter(pk=run.pk, state=Run.State.WAITING).update(cancel_requested=True, state=Run.State.QUEUED)
        transaction.on_commit(executor.ring)


def path_to(message):
    """Return the messages from the conversation's beginning to message, in order."""
    by_id = {each.pk: each for each in Message.objects.filter(conversation_id=message.conversation_id)}
    path = []
    while message:
        path.append(message)
        message = by_id.get(message.parent_id)
    return path[::-1]


def title_of(question):
    """Return a title for a conversation that begins with question: its first words, cut between words."""
    line = " ".join(question.split())
    if len(line) <= TITLE_LENGTH:
        return line
    cut = line.rfind(" ", TITLE_LENGTH // 2, TITLE_LENGTH)
    return line[: cut if cut > 0 else TITLE_LENGTH].rstrip(" ,.;:") + "…"


def rename(conversation, title):
    """Give the conversation a title. Raises BadQuestion if nothing is left of it."""
    title = " ".join(title.replace("\x00", "").split())[:200]
    if not title:
        raise BadQuestion(_("Give the conversation a name."))
    Conversation.objects.filter(pk=conversation.pk).update(title=title, updated_at=timezone.now())


def _checked(question):
    question = question.replace("\x00", "").strip()
    if not question:
        raise BadQuestion(_("Write a question first."))
    if len(question) > LONGEST_QUESTION:
        raise BadQuestion(
            _("The question is %(length)s characters long; the limit is %(limit)s. Upload long text as a document instead.")
            % {"length": len(question), "limit": LONGEST_QUESTION}
        )
    return question
