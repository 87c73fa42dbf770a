from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = _("courses")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from courses import (  # noqa: PLC0415  # kinds need the models, which load first
            checks,
            news,
            receivers,  # noqa: F401  # listens from now on
            slides,
            standard_kinds,
        )
        from courses.policies import register_policies  # noqa: PLC0415
        from school.notices.kinds import register_notice_kind  # noqa: PLC0415

        checks.register_checks()
        standard_kinds.register_standard_kinds()
        slides.register_slides()
        register_policies()
        for kind in news.KINDS:
            register_notice_kind(kind)
