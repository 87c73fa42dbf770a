from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from courses.attachments import register_attachment
from courses.kinds import register_kind
from courses.ports import register_writers
from courses.roundtrip.belongings import register_belonging


class QuizzesConfig(AppConfig):
    name = "quizzes"
    verbose_name = _("quizzes")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from quizzes.lecture_kind import QUIZ  # noqa: PLC0415  # they need the models, which are loaded by now
        from quizzes.timeline_attachment import TIMELINE  # noqa: PLC0415
        from quizzes.timeline_travelling import TIMELINE_BELONGING  # noqa: PLC0415
        from quizzes.travelling import QUIZ_BELONGING  # noqa: PLC0415
        from quizzes.usage import writers_in  # noqa: PLC0415

        register_kind(QUIZ)
        register_writers(writers_in)
        register_attachment(TIMELINE)
        register_belonging(QUIZ_BELONGING)
        register_belonging(TIMELINE_BELONGING)
