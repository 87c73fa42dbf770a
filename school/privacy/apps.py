from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "school.privacy"
    label = "privacy"

    def ready(self) -> None:
        from school.policies.registry import register_policy  # noqa: PLC0415  # the registry fills once apps are ready
        from school.privacy.checks import register_checks  # noqa: PLC0415
        from school.privacy.policies import POLICIES  # noqa: PLC0415
        from school.privacy.registry import discover  # noqa: PLC0415

        register_checks()
        for policy in POLICIES:
            register_policy(policy)
        discover()
