from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiscussionConfig(AppConfig):
    name = "school.discussion"
    label = "discussion"
    verbose_name = _("discussion")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from school.discussion import news  # noqa: PLC0415 - names models, which load first
        from school.discussion.policies import POLICIES  # noqa: PLC0415
        from school.notices.kinds import register_notice_kind  # noqa: PLC0415
        from school.organisation.task_kinds import register_task_kind  # noqa: PLC0415
        from school.policies.registry import register_policy  # noqa: PLC0415

        for policy in POLICIES:
            register_policy(policy)
        for kind in news.KINDS:
            register_notice_kind(kind)
        for task_kind in news.TASK_KINDS:
            register_task_kind(task_kind)
