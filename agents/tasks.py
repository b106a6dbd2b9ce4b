"""Doorways from the broker."""

from celery import shared_task

from agents import keeping


@shared_task(queue="default")
def sweep():
    keeping.sweep()
