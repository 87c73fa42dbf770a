from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from courses.kinds import register_kind


class QuizzesConfig(AppConfig):
    name = "quizzes"
    verbose_name = _("quizzes")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from quizzes.lecture_kind import QUIZ  # noqa: PLC0415  # it needs the models, which are loaded by now

        register_kind(QUIZ)
