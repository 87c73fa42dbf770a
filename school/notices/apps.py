from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "school.notices"
    label = "notices"

    def ready(self) -> None:
        from school.notices import receivers  # noqa: F401, PLC0415 - listens from now on
        from school.notices.kinds import register_notice_kind  # noqa: PLC0415
        from school.notices.own_kinds import KINDS  # noqa: PLC0415
        from school.notices.policies import POLICIES  # noqa: PLC0415 - names roles, whose models load first
        from school.policies.registry import register_policy  # noqa: PLC0415

        for policy in POLICIES:
            register_policy(policy)
        for kind in KINDS:
            register_notice_kind(kind)
