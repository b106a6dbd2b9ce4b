import logging

from django.apps import AppConfig
from django.db import DatabaseError
from django.db.models.signals import post_migrate

logger = logging.getLogger(__name__)


class AgentsConfig(AppConfig):
    name = "agents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from agents import builtin_answerer, choosing, copying
        from agents.tools import registry

        builtin_answerer.install()
        registry.load()
        choosing.install()
        copying.install()
        post_migrate.connect(_fill_library, sender=self)


def _fill_library(**_options):
    from agents.definitions.library import sync

    try:
        sync()
    except DatabaseError:  # migrated back to before there were agents
        logger.info("the library of agents waits for its tables")
