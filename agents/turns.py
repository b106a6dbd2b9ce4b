"""The branch of a conversation as a page shows it: each message with its versions, comparison and place."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch

from agents import afterwards, veil
from agents.models import Message, Run, Step
from agents.tree import Tree


@dataclass(frozen=True)
class Versions:
    """Where a message stands among those that follow the same one; number counts from 1, previous and next are ids."""

    number: int
    count: int
    previous: UUID | None
    next: UUID | None


def rows():
    """Return a query of messages with all that their display needs, except the traces of runs: those are long."""
    shown = Message.objects.select_related("conversation", "feedback", "run__question__comparison")
    steps = Prefetch("run__steps", Step.objects.to_show(), to_attr="shown_steps")
    related = ("citations", "sentences", "mentions", steps)
    return shown.prefetch_related(*related).defer("run__trace", "run__question__content")


def branch(conversation, leaf_id=None, last=None):
    """Return the messages from the beginning to leaf_id, else to the leaf that is shown; see `_placed`.

    last: only so many from the end; `earlier` of the first one counts those left out.
    A few queries, however long the conversation is.
    """
    leaf_id = leaf_id or conversation.leaf_id
    if leaf_id is None:
        return []
    tree = Tree(conversation.pk)
    whole = tree.path(leaf_id)
    path = whole[-last if last else None :]
    by_id = rows().in_bulk(path)
    turns = [_placed(by_id[pk], tree, leaf_id) for pk in path]
    turns[0].earlier = len(whole) - len(path)
    return _with_sides(turns, tree, leaf_id)


def one(message_id):
    """Return a message alone as its branch would show it."""
    message = rows().get(pk=message_id)
    return _placed(message, Tree(message.conversation_id), message.conversation.leaf_id)


def _placed(message, tree, leaf_id):
    """Add to message: versions; is_last; goes_on: whether messages that are not shown follow it; and to an answer `_with_run`."""
    siblings = tree.siblings(message.pk)
    at = siblings.index(message.pk)
    following = siblings[at + 1] if at + 1 < len(siblings) else None
    message.versions = Versions(at + 1, len(siblings), siblings[at - 1] if at else None, following)
    message.is_last = message.pk == leaf_id
    message.goes_on = message.is_last and message.pk in tree.children
    return message if message.role == Message.Role.USER else _with_run(message, tree)


def _with_run(message, tree):
    """Add to an answer: compared, the comparison it is a side of; undecided: it waits for the vote; waits: for the end of
    the answer before it; error: what went wrong, as it may be told; followups_coming."""
    run = message.run
    message.compared = veil.comparison_of(run)
    message.undecided = bool(message.compared and not message.compared.vote)
    message.error = veil.error_of(run)
    message.followups_coming = afterwards.followups_are_coming(run)
    before = tree.parents[run.question_id] if run.state == Run.State.QUEUED else None
    message.waits = bool(before) and Run.objects.filter(answer=before, state__in=Run.UNFINISHED_STATES).exists()
    return message


def _with_sides(turns, tree, leaf_id):
    """Let both answers stand in place of one, where a comparison still waits for its vote."""
    undecided = [each for each in turns if each.role == Message.Role.ASSISTANT and each.undecided]
    if not undecided:
        return turns
    runs = [run for each in undecided for run in (each.compared.first_id, each.compared.second_id)]
    answers = {each.run.pk: _placed(each, tree, leaf_id) for each in rows().filter(run__in=runs)}
    for each in undecided:
        each.sides = [answers[pk] for pk in (each.compared.first_id, each.compared.second_id) if pk in answers]
    return turns
