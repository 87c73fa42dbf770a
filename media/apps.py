from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "media"
    verbose_name = _("media")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from media import receivers  # noqa: F401, PLC0415 - registers the listeners
        from media.policies import register_policies  # noqa: PLC0415 - after the registry is loaded

        register_policies()
