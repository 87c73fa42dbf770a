"""`manage.py export_members FILE --as NUMBER --reason WORDS`: the register of an officer's subtree as a sheet."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from school.errors import SchoolError
from school.importing.models import BatchKind, ExportJob
from school.importing.services.exporting import ask_for_export
from school.importing.services.storing import read_parts
from school.importing.services.working import work_on_export
from school.organisation.acting import Act
from school.organisation.authority import Right, authority_of
from school.organisation.models import Member, Organisation


class Command(BaseCommand):
    """Passes the same gate as the pages: reason, limit, audit, and a look in each member's record."""

    help = "Exports the members within an officer's reach as .xlsx or .csv, by the name of the file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--as", dest="number", required=True, help="member number of the officer who exports")
        parser.add_argument("--reason", required=True, help="what it is for; the members concerned can read it")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        format_name = path.suffix.lower().lstrip(".")
        if format_name not in {"xlsx", "csv"}:
            raise CommandError("The name of the file must end in .xlsx or .csv.")
        now = timezone.now()
        member = Member.objects.filter(number=options["number"]).first()
        authority = authority_of(member, at=now) if member else None
        paths = authority.paths(Right.EXPORT_MEMBERS) if authority else ()
        if authority is None or len(paths) != 1:
            raise CommandError("There is no such officer, or she may export from several places; please use the pages.")
        office_id = authority.office_for(Right.EXPORT_MEMBERS, paths[0])
        act = Act(member=member, at=now, office_id=office_id, reason=options["reason"])
        try:
            job = ask_for_export(
                kind=BatchKind.MEMBERS,
                organisation=Organisation.objects.get(path=paths[0]),
                format_name=format_name,
                language=settings.LANGUAGE_CODE,
                act=act,
            )
        except SchoolError as refused:
            raise CommandError(refused.detail) from refused
        work_on_export(job_id=job.pk)
        self._save(job, path)
        self.stdout.write(f"{job.rows_expected} members in {path} (export {job.number})")

    @staticmethod
    def _save(job: ExportJob, path: Path) -> None:
        job.refresh_from_db()
        if job.file is None:
            raise CommandError("The export could not be made.")
        with path.open("wb") as written:
            for part in read_parts(file=job.file):
                written.write(part)
