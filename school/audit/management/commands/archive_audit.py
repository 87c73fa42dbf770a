"""`manage.py archive_audit --from 2026-01-01 --to 2026-06-30 FILE`: the sealed audit of those days as a zip file."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from school.audit.archiving import midnight, write_archive
from school.audit.recording import record


class Command(BaseCommand):
    help = "Write the sealed audit of a period to a zip file that verify_archive checks without the database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from", dest="since", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
        parser.add_argument("--to", dest="until", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        since, until, file = options["since"], options["until"], options["file"]
        if until < since:
            raise CommandError("--to lies before --from")
        try:
            with file.open("xb") as stream:
                entries = write_archive(
                    stream, since=midnight(since), until=midnight(until + timedelta(days=1)), at=timezone.now()
                )
        except FileExistsError:
            raise CommandError(f"{file} is there already") from None
        record(
            actor=None,
            action="audit.archived",
            subject_kind="audit",
            subject_id="archive",
            at=timezone.now(),
            details={"since": since.isoformat(), "until": until.isoformat(), "entries": entries},
        )
        self.stdout.write(f"{file}: {entries} entries of {since} to {until}")
