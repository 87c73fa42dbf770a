from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiscussionConfig(AppConfig):
    name = "school.discussion"
    label = "discussion"
    verbose_name = _("discussion")
    default_auto_field = "django.db.models.BigAutoField"
