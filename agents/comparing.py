"""Two models answer one question side by side; the reader votes, and the votes are summed per pair of models."""

import random
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from agents import attachments
from agents.choosing import choose
from agents.errors import AlreadyVoted, BadQuestion, NotYet
from agents.models import Comparison, Conversation, Message, Run
from agents.runs import ask_under, begin, checked, opened, show
from agents.tree import Tree
from projects.errors import Archived
from projects.llm import gateway

Vote = Comparison.Vote
_dice = random.SystemRandom()


@transaction.atomic
def compare(user, project, question, models, conversation=None, *, agent=None, mentions=(), parent=None, blind=False, temporary=False):
    """Ask two models the same question; return the comparison. models: two ids, "" for the project's model.

    The first answer's branch is shown until the vote. Blind: which model is first is left to chance, and `veil` tells nobody.
    Raises BadQuestion, Archived, UnknownAgent, UnknownMessage, or a GatewayError if a model can't be called.
    """
    question = checked(question)
    if project.archived_at:
        raise Archived
    documents = attachments.mentioned(user, project, mentions, conversation)
    acting = choose(user, project, agent or "", conversation)
    sides = [gateway.choose(project, wanted) for wanted in models]
    if len({model.pk for model in sides}) != 2:
        raise BadQuestion(_("Choose two different models to compare."))
    if blind:
        _dice.shuffle(sides)
    conversation = opened(user, project, question, conversation, models[0], temporary=temporary)
    conversation.agent = acting if agent else conversation.agent
    asked = ask_under(conversation, parent or conversation.leaf_id, question, documents)
    first, second = [begin(conversation, asked, model, agent_version=acting and acting.current) for model in sides]
    show(conversation, first.answer)
    return Comparison.objects.create(
        project=project,
        user=user,
        question=asked,
        first=first,
        second=second,
        first_model=sides[0].pk,
        second_model=sides[1].pk,
        is_blind=blind,
    )


@transaction.atomic
def vote(comparison, choice):
    """Keep the vote; the preferred answer's branch is shown from now on. Raises BadQuestion, NotYet or AlreadyVoted."""
    if choice not in Vote.values:
        raise BadQuestion(_("A vote is one of: %(votes)s.") % {"votes": ", ".join(Vote.values)})
    comparison = Comparison.objects.select_for_update().get(pk=comparison.pk)
    if comparison.vote:
        raise AlreadyVoted
    if Run.objects.filter(pk__in=[comparison.first_id, comparison.second_id], state__in=Run.UNFINISHED_STATES).exists():
        raise NotYet(_("Wait until both answers are there."))
    comparison.vote, comparison.voted_at = choice, timezone.now()
    comparison.save(update_fields=["vote", "voted_at"])
    preferred = {Vote.FIRST: comparison.first, Vote.SECOND: comparison.second}.get(choice)
    if preferred:
        leaf = Tree(preferred.conversation_id).newest_leaf(preferred.answer_id)
        Conversation.objects.filter(pk=preferred.conversation_id).update(leaf=leaf)
    return comparison


def visible_to(user):
    """Return the comparisons that the user made and may still see."""
    questions = Message.objects.filter(conversation__in=Conversation.objects.visible_to(user))
    return Comparison.objects.filter(user=user, question__in=questions).select_related("question__conversation__project")


@dataclass
class Pair:
    """How two models fared against each other; first and second are their ids in alphabetical order."""

    first: str
    second: str
    first_wins: int = 0
    second_wins: int = 0
    ties: int = 0
    neither: int = 0

    @property
    def number(self):
        return self.first_wins + self.second_wins + self.ties + self.neither

    @property
    def first_share(self):
        """Part of the decided votes that went to the first, 0–1; None where none was decided."""
        decided = self.first_wins + self.second_wins
        return self.first_wins / decided if decided else None

    def add(self, vote, number, *, swapped):
        if vote in (Vote.FIRST, Vote.SECOND):
            name = "first_wins" if (vote == Vote.FIRST) != swapped else "second_wins"
        else:
            name = "ties" if vote == Vote.TIE else "neither"
        setattr(self, name, getattr(self, name) + number)


def win_table(project):
    """Return a Pair for each two models that were compared in project by anybody, most votes first."""
    pairs = {}
    votes = Comparison.objects.filter(project=project).exclude(vote="").order_by()
    for first, second, choice, number in votes.values_list("first_model", "second_model", "vote").annotate(Count("pk")):
        names = tuple(sorted((first, second)))
        pairs.setdefault(names, Pair(*names)).add(choice, number, swapped=names != (first, second))
    return sorted(pairs.values(), key=lambda pair: (-pair.number, pair.first, pair.second))
