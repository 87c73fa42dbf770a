from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    name = "school.policies"
    label = "policies"

    def ready(self) -> None:
        from school.policies.institution import INSTITUTION_POLICIES  # noqa: PLC0415 - settings are complete only now
        from school.policies.registry import register_policy  # noqa: PLC0415

        for policy in INSTITUTION_POLICIES:
            register_policy(policy)
