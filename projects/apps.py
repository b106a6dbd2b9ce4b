from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ProjectsConfig(AppConfig):
    name = "projects"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from projects.llm import catalogue

        post_migrate.connect(lambda **_: catalogue.seed(), sender=self, weak=False, dispatch_uid="seed-catalogue")
