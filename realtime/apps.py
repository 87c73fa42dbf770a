from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RealtimeConfig(AppConfig):
    name = "realtime"
    verbose_name = _("study sessions")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from realtime import kinds, news, task_kinds  # noqa: PLC0415 - models exist only once apps are ready
        from school.notices.kinds import register_notice_kind  # noqa: PLC0415

        kinds.register_live_session()
        task_kinds.register_kinds_of_task()
        for kind in news.KINDS:
            register_notice_kind(kind)
