"""Doorways from the broker."""

from celery import shared_task

from agents import attachments, keeping


@shared_task(queue="default")
def clear_out_drawers():
    """Delete files that were brought along to conversations that never began."""
    attachments.clear_out()


@shared_task(queue="default")
def sweep():
    """Delete conversations whose time is over."""
    keeping.sweep()
