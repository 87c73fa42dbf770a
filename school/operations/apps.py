from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "school.operations"
    label = "operations"

    def ready(self) -> None:
        from school.celery import app  # noqa: PLC0415 - its configuration is these settings

        # `@shared_task` sends to the default app of the process, whichever thread it is called from.
        app.set_default()
