from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "school.organisation"
    label = "organisation"

    def ready(self) -> None:
        from school.organisation.directory import MemberDirectory  # noqa: PLC0415  # models exist once apps are ready
        from school.organisation.people_tasks import CORRECTION  # noqa: PLC0415
        from school.organisation.task_kinds import register_task_kind  # noqa: PLC0415
        from school.privacy.ports import provide_directory  # noqa: PLC0415

        provide_directory(MemberDirectory())
        register_task_kind(CORRECTION)
