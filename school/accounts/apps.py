from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "school.accounts"
    label = "accounts"

    def ready(self) -> None:
        # The registry and the signals have their models only now.
        from school.accounts import receivers  # noqa: F401, PLC0415 - listens from now on
        from school.accounts.policies import ACCESS_POLICIES, SIGN_IN_POLICIES  # noqa: PLC0415
        from school.accounts.second_factors import MemberFactors  # noqa: PLC0415
        from school.accounts.task_kinds import TASK_KINDS  # noqa: PLC0415
        from school.organisation.task_kinds import register_task_kind  # noqa: PLC0415
        from school.policies.registry import register_policy  # noqa: PLC0415
        from school.privacy.ports import provide_second_factors  # noqa: PLC0415

        provide_second_factors(MemberFactors())
        for policy in (*SIGN_IN_POLICIES, *ACCESS_POLICIES):
            register_policy(policy)
        for kind in TASK_KINDS:
            register_task_kind(kind)
