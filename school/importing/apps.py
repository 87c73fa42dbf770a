from django.apps import AppConfig


class ImportingConfig(AppConfig):
    name = "school.importing"
    label = "importing"

    def ready(self) -> None:
        from school.importing.personal_data import PERSONAL_DATA  # noqa: PLC0415  # needs the models
        from school.importing.policies import register_policies  # noqa: PLC0415
        from school.privacy.registry import register_personal_data  # noqa: PLC0415

        register_policies()
        register_personal_data(*PERSONAL_DATA)
