from django.apps import AppConfig


class AgentsConfig(AppConfig):
    name = "agents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from agents import builtin_answerer
        from agents.tools import registry

        builtin_answerer.install()
        registry.load()
