"""Doorways from the broker."""

from importlib import import_module

from celery import shared_task
from django.conf import settings


@shared_task(queue="default")
def clear_expired_sessions():
    """Every sign-in and every token pair is a session row; expired ones go."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
