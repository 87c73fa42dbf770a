from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = _("courses")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from courses import (  # noqa: PLC0415  # kinds need the models, which load first
            checks,
            handouts,
            news,
            receivers,  # noqa: F401  # listens from now on
            review_news,
            slides,
            standard_kinds,
            talk,
        )
        from courses.conditions import CoursesToComplete  # noqa: PLC0415
        from courses.policies import register_policies  # noqa: PLC0415
        from courses.search import receivers as indexers  # noqa: F401, PLC0415  # listen from now on
        from courses.task_kinds import register_kinds_of_task  # noqa: PLC0415
        from school.notices.kinds import register_notice_kind  # noqa: PLC0415
        from school.organisation.conditions import provide_conditions  # noqa: PLC0415

        checks.register_checks()
        standard_kinds.register_standard_kinds()
        slides.register_slides()
        handouts.register_files()
        talk.register_lectures()
        register_policies()
        provide_conditions(CoursesToComplete())
        register_kinds_of_task()
        for kind in (*news.KINDS, *review_news.KINDS):
            register_notice_kind(kind)
