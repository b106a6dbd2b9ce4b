"""What readers think of answers: thumbs with reasons and a comment, for their own eyes; projects see counts alone."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from agents.errors import BadQuestion
from agents.models import Comparison, Feedback, Message

LONGEST_COMMENT = 2000
UP, DOWN = Feedback.Value.UP, Feedback.Value.DOWN


def give(message, user, value, *, comment="", reasons=()):
    """Keep what the user thinks of an answer, in place of what was said before. Raises BadQuestion."""
    if message.role != Message.Role.ASSISTANT:
        raise BadQuestion(_("Only answers can be rated."))
    if value not in Feedback.Value.values:
        raise BadQuestion(_("A rating is 1 (good) or -1 (bad)."))
    comment = comment.replace("\x00", "").strip()
    if len(comment) > LONGEST_COMMENT:
        raise BadQuestion(_("The comment can have %(limit)s characters at most.") % {"limit": LONGEST_COMMENT})
    unknown = [reason for reason in reasons if reason not in Feedback.Reason.values]
    if unknown:
        raise BadQuestion(_("Reasons are: %(reasons)s.") % {"reasons": ", ".join(Feedback.Reason.values)})
    said = {"user": user, "value": value, "comment": comment, "reasons": list(dict.fromkeys(reasons)) if value == DOWN else []}
    return Feedback.objects.update_or_create(message=message, defaults=said)[0]


def take_back(message):
    Feedback.objects.filter(message=message).delete()


@dataclass(frozen=True)
class Tally:
    """agent: its name, "" for answers without one."""

    model: str
    agent: str
    good: int
    bad: int

    @property
    def good_share(self):
        """Part of the ratings that are good, 0–1."""
        return self.good / (self.good + self.bad)


def tally(project):
    """Return how the answers of each model and agent were rated in project, most ratings first.

    Answers of blind comparisons that wait for their vote are left out.
    """
    given = Feedback.objects.filter(message__conversation__project=project, message__run__isnull=False)
    undecided = Comparison.objects.filter(project=project, is_blind=True, vote="").exclude(question=None).values("question")
    groups_by = ("message__run__model", "message__run__agent_version__agent__name")
    groups = given.exclude(message__parent__in=undecided).values(*groups_by)
    counted = groups.annotate(good=Count("pk", filter=Q(value=UP)), bad=Count("pk", filter=Q(value=DOWN))).order_by()
    found = [
        Tally(row["message__run__model"], row["message__run__agent_version__agent__name"] or "", row["good"], row["bad"]) for row in counted
    ]
    return sorted(found, key=lambda each: (-(each.good + each.bad), each.model, each.agent))


def reason_counts(project):
    """Return [(label, how often)] of the reasons for bad ratings in project, most frequent first."""
    given = Feedback.objects.filter(message__conversation__project=project, value=DOWN).values_list("reasons", flat=True)
    labels = dict(Feedback.Reason.choices)
    counts = {}
    for reason in (reason for reasons in given.iterator() for reason in reasons):
        counts[reason] = counts.get(reason, 0) + 1
    return sorted(((labels.get(reason, reason), number) for reason, number in counts.items()), key=lambda pair: -pair[1])
