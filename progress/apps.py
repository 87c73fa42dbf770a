from django.apps import AppConfig


class ProgressConfig(AppConfig):
    name = "progress"
    label = "progress"

    def ready(self) -> None:
        from courses.ports import provide_completion_facts, provide_study_facts  # noqa: PLC0415 - models exist only once apps are ready
        from progress import receivers  # noqa: F401, PLC0415 - listens from now on
        from progress.completions import StandingCompletions, StudyCounts  # noqa: PLC0415
        from progress.ledger_chain import ledger_chain  # noqa: PLC0415
        from progress.news import KINDS  # noqa: PLC0415
        from school.audit.seals import register_chain  # noqa: PLC0415
        from school.notices.kinds import register_notice_kind  # noqa: PLC0415

        provide_completion_facts(StandingCompletions())
        provide_study_facts(StudyCounts())
        register_chain(ledger_chain)
        for kind in KINDS:
            register_notice_kind(kind)
