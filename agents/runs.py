"""Asking: a question becomes a message, an empty answer and a run that will fill it."""

from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agents import attachments
from agents.choosing import choose
from agents.errors import BadQuestion, UnknownMessage
from agents.executor import executor
from agents.following import group_of
from agents.models import Conversation, Message, Run, RunEvent
from agents.rendering import answer_payload
from agents.tree import path_to as path_to  # told to others from here
from projects import events
from projects.errors import Archived
from projects.llm import gateway

LONGEST_QUESTION = 16_000
TITLE_LENGTH = 80


@transaction.atomic
def start_chat(user, project, question, conversation=None, *, model="", agent=None, mentions=(), parent=None, temporary=False):
    """Save the question and start its run; return the run.

    conversation: a new one if None. agent: id or slug; None leaves it to the conversation, then to the project.
    mentions: ids of documents that the question names or brings along (see agents.attachments). parent: the id of the
    message to go on from; None: the end of the branch that is shown.
    Asked while the answer before it is being made, the run waits for that one's end.
    Raises BadQuestion, Archived, UnknownAgent, UnknownMessage, or a GatewayError if the model can't be called.
    """
    question = checked(question)
    if project.archived_at:
        raise Archived
    documents = attachments.mentioned(user, project, mentions, conversation)
    acting = choose(user, project, agent or "", conversation)
    chosen = gateway.choose(project, model or (conversation.model if conversation else "") or preferred_model(acting))
    conversation = opened(user, project, question, conversation, model, temporary=temporary)
    conversation.agent = acting if agent else conversation.agent
    asked = ask_under(conversation, parent or conversation.leaf_id, question, documents)
    return begin(conversation, asked, chosen, agent_version=acting and acting.current)


def preferred_model(agent):
    """Return the model that an agent's definition asks for, or ""."""
    return agent.current.definition.get("model", "") if agent and agent.current else ""


def opened(user, project, question, conversation, model, *, temporary=False):
    """Return the conversation, a new one if None, locked until the transaction ends; model is kept for what comes next."""
    if conversation is None:
        title = title_of(question)
        return Conversation.objects.create(project=project, user=user, title=title, model=model, is_temporary=temporary)
    conversation = held(conversation)
    conversation.model = model or conversation.model
    return conversation


def held(conversation):
    """Return the conversation as it is now, locked: its tree is changed by one at a time."""
    return Conversation.objects.select_for_update().select_related("project").get(pk=conversation.pk)


def agent_of(conversation):
    """Return the version of the agent that would answer in the conversation now, or None."""
    acting = choose(conversation.user, conversation.project, "", conversation)
    return acting and acting.current


def ask_under(conversation, parent_id, question, documents=()):
    """Save a question after the message with this id, or at the beginning if None. Raises UnknownMessage."""
    if parent_id and not conversation.messages.filter(pk=parent_id).exists():
        raise UnknownMessage
    asked = Message.objects.create(conversation=conversation, parent_id=parent_id, role=Message.Role.USER, content=question)
    asked.mentions.set(documents)
    attachments.claim(conversation, documents)
    return asked


def begin(conversation, asked, chosen, **fields):
    """Make an empty answer to the question and the run that fills it, and show that branch; fields are the run's."""
    answer = Message.objects.create(conversation=conversation, parent=asked, role=Message.Role.ASSISTANT)
    run = Run.objects.create(conversation=conversation, question=asked, answer=answer, model=chosen.pk, **fields)
    show(conversation, answer)
    transaction.on_commit(partial(executor.ring, run.pk))
    return run


def show(conversation, leaf):
    """Let the branch that ends at leaf be the one that is shown."""
    conversation.leaf = leaf
    conversation.save(update_fields=["leaf", "model", "agent", "updated_at"])


def stop(run):
    """Ask the run to stop; what it has said so far is kept. One that still waits for its turn ends at once.

    Stopping what has ended changes nothing.
    """
    with transaction.atomic():
        run = Run.objects.select_for_update().filter(pk=run.pk, state__in=Run.UNFINISHED_STATES).first()
        if run and run.state == Run.State.QUEUED and not run.attempts:
            run.move(Run.State.STOPPED, finished_at=timezone.now())
            events.publish(RunEvent, run, "stopped", answer_payload(run.answer), groups=[group_of(run.pk)])
        elif run:
            # One that rests is taken up again, only to be ended.
            state = Run.State.QUEUED if run.state == Run.State.WAITING else run.state
            Run.objects.filter(pk=run.pk).update(cancel_requested=True, state=state)
        transaction.on_commit(executor.ring)


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
    by = Conversation.TitleBy.PERSON
    Conversation.objects.filter(pk=conversation.pk).update(title=title, title_by=by, updated_at=timezone.now())


def checked(question):
    question = question.replace("\x00", "").strip()
    if not question:
        raise BadQuestion(_("Write a question first."))
    if len(question) > LONGEST_QUESTION:
        raise BadQuestion(
            _("The question is %(length)s characters long; the limit is %(limit)s. Upload long text as a document instead.")
            % {"length": len(question), "limit": LONGEST_QUESTION}
        )
    return question
