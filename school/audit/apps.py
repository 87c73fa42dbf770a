from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "school.audit"
    label = "audit"

    def ready(self) -> None:
        from school.audit.models import audit_chain  # noqa: PLC0415 - models exist only once apps are ready
        from school.audit.seals import register_chain  # noqa: PLC0415

        register_chain(audit_chain)
