from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "school.notices"
    label = "notices"

    def ready(self) -> None:
        from school.notices.policies import POLICIES  # noqa: PLC0415 - names roles, whose models load first
        from school.policies.registry import register_policy  # noqa: PLC0415

        for policy in POLICIES:
            register_policy(policy)
