"""A conversation is a tree: other versions of questions and answers stand beside the first ones, and nothing is overwritten."""

from django.db import transaction
from django.utils.translation import gettext as _

from agents import veil
from agents.errors import BadQuestion, NotYet
from agents.models import AnswerSentence, Citation, Conversation, Message, Run, Step
from agents.runs import agent_of, begin, checked, held, show
from agents.tree import Tree, path_to
from projects.errors import Archived
from projects.llm import gateway

COPIED_TITLE = 180


@transaction.atomic
def select(message):
    """Show the branch through message, down to the newest message below it."""
    conversation = held(message.conversation)
    leaf = Tree(conversation.pk).newest_leaf(message.pk)
    Conversation.objects.filter(pk=conversation.pk).update(leaf=leaf)  # to look at another version is no change of it


def go_on_from(message):
    """Show the branch up to message alone: what is asked next follows it, beside what has followed it so far."""
    Conversation.objects.filter(pk=message.conversation_id).update(leaf=message)


@transaction.atomic
def edit(message, text):
    """Put another version of a question beside it, without an answer, and show it; return it.

    Raises BadQuestion or Archived.
    """
    conversation = _changeable(message)
    if message.role != Message.Role.USER:
        raise BadQuestion(_("Only your own messages can be edited."))
    edited = Message.objects.create(conversation=conversation, parent_id=message.parent_id, role=message.role, content=checked(text))
    edited.mentions.set(message.mentions.all())
    show(conversation, edited)
    return edited


@transaction.atomic
def edit_and_ask(message, text, model=""):
    """Put another version of a question beside it and answer it; return the run. Raises what `edit` and `answer_again` do."""
    return answer_again(edit(message, text), model or _model_so_far(message), agent_version_id=_agent_so_far(message))


@transaction.atomic
def answer_again(message, model="", **fields):
    """Begin one more answer to a question (or to the question of an answer), beside those it has; return the run.

    model: of the answer given, else of the conversation. Raises Archived, or a GatewayError if the model can't be called.
    """
    conversation = _changeable(message)
    question = message if message.role == Message.Role.USER else message.parent
    wanted = model or _model_so_far(message) or conversation.model
    fields = fields or {"agent_version_id": _agent_so_far(message)}
    return begin(conversation, question, gateway.choose(conversation.project, wanted), **fields)


def _changeable(message):
    conversation = held(message.conversation)
    if conversation.project.archived_at:
        raise Archived
    return conversation


def _run_of(message):
    """Return the run of an answer, or the latest one of a question, or None."""
    of_it = {"question": message} if message.role == Message.Role.USER else {"answer": message}
    return Run.objects.select_related("question__comparison").filter(**of_it).order_by("created_at").last()


def _model_so_far(message):
    run = _run_of(message)
    return veil.model_of(run) if run else ""


def _agent_so_far(message):
    if run := _run_of(message):
        return run.agent_version_id
    acting = agent_of(message.conversation)  # the question was only saved
    return acting and acting.pk


@transaction.atomic
def branch_off(message):
    """Return a new conversation that holds a copy of the branch up to message, which is an answer or a question.

    Raises NotYet while the answer is being made or a blind comparison is undecided, and Archived.
    """
    source = _changeable(message)
    path = path_to(message)
    runs = {run.answer_id: run for run in Run.objects.select_related("question__comparison").filter(answer__in=path)}
    if any(run.is_unfinished for run in runs.values()):
        raise NotYet(_("This answer is still being made. Branch off when it is done."))
    if any(veil.is_veiled(run) for run in runs.values()):
        raise NotYet(_("Choose one of the compared answers first."))
    title = _("%(title)s (branch)") % {"title": source.title[:COPIED_TITLE]}
    copy = Conversation.objects.create(
        project=source.project,
        user_id=source.user_id,
        title=title,
        title_by=Conversation.TitleBy.PERSON,
        model=source.model,
        agent_id=source.agent_id,
        is_temporary=source.is_temporary,
    )
    parent = None
    for each in path:
        parent = _copied(each, parent, copy, runs.get(each.pk))
    show(copy, parent)
    return copy


def _copied(message, parent, conversation, run):
    copy = Message.objects.create(conversation=conversation, parent=parent, role=message.role, content=message.content)
    copy.mentions.set(message.mentions.all())
    if run:
        made = _twin(run, conversation=conversation, question=parent, answer=copy, event_seq=0)
        made.save(force_insert=True)
        Step.objects.bulk_create(_twin(step, run=made) for step in Step.objects.filter(run=run))
        for kind in (Citation, AnswerSentence):
            kind.objects.bulk_create(_twin(row, message=copy) for row in kind.objects.filter(message=message))
    return copy


def _twin(row, **other):
    """Return an unsaved copy of row with other in place of its own."""
    fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}
    twin = type(row)(**fields)
    for name, value in other.items():
        setattr(twin, name, value)
    return twin
