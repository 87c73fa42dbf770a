"""The wiring floor as an app: it owns the shared templates, the catalogues and the system checks."""

from django.apps import AppConfig


class SchoolConfig(AppConfig):
    name = "school"
    label = "school"

    def ready(self) -> None:
        import school.checks  # noqa: F401, PLC0415 - registers the checks once settings are loaded
        from school import labels  # noqa: PLC0415 - the policy it follows has its model only now

        labels.install()
