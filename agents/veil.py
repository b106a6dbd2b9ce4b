"""Blind comparisons: until the vote nothing tells which model gave which answer, in no page, API or event."""

from django.utils.translation import gettext as _


def comparison_of(run):
    """Return the comparison that the run is a side of, or None.

    Asks nothing of the database where `question__comparison` was selected with the run.
    """
    comparison = getattr(run.question, "comparison", None)
    return comparison if comparison and run.pk in (comparison.first_id, comparison.second_id) else None


def is_veiled(run):
    comparison = comparison_of(run)
    return bool(comparison and comparison.is_blind and not comparison.vote)


def model_of(run):
    """Return the id of the run's model, "" while that may not be known."""
    return "" if is_veiled(run) else run.model


def error_of(run):
    """Return what went wrong; while the model may not be known, without its name."""
    return _("This answer could not be made.") if run.error and is_veiled(run) else run.error


def followups_of(run):
    """Return the questions that may come next; a language model's are unlike those made by rules."""
    return [] if is_veiled(run) else run.followups


def trace_of(run):
    return {} if is_veiled(run) else run.trace
