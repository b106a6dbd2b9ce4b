from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from documents import copying, removal, tasks  # noqa: F401 - signal handlers, and tasks known wherever they are sent
