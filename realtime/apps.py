from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RealtimeConfig(AppConfig):
    name = "realtime"
    verbose_name = _("study sessions")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from realtime import kinds  # noqa: PLC0415 - models exist only once apps are ready

        kinds.register_live_session()
