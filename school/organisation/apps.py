from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "school.organisation"
    label = "organisation"

    def ready(self) -> None:
        from school.organisation.directory import MemberDirectory  # noqa: PLC0415  # models exist once apps are ready
        from school.privacy.ports import provide_directory  # noqa: PLC0415

        provide_directory(MemberDirectory())
