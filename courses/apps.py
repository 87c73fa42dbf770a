from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = _("courses")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from courses import checks, standard_kinds  # noqa: PLC0415  # kinds need the models, which load before ready()

        checks.register_checks()
        standard_kinds.register_standard_kinds()
