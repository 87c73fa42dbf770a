"""What the three import commands share: the same way a file takes through the pages, in one go."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from school.errors import SchoolError
from school.importing.fields import FIELDS
from school.importing.models import BatchKind, BatchState, ImportBatch, Verdict
from school.importing.models.import_batch import RIGHT_OF_KIND
from school.importing.presenting import fault_words
from school.importing.services.starting import begin_applying, confirm_columns, give_up, start_import
from school.importing.services.storing import file_chunks
from school.importing.services.working import work_on_import
from school.organisation.acting import Act
from school.organisation.authority import authority_of
from school.organisation.models import Member, Organisation

MOST_ERRORS_PRINTED = 200


class ImportingCommand(BaseCommand):
    """Subclasses name the kind of sheet."""

    kind: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="check only; exit code 1 when a row has errors")
        parser.add_argument(
            "--as", dest="number", default="", help="member number of the officer who imports; default: the system"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        act, root = self._act(options["number"])
        try:
            batch = start_import(
                kind=self.kind, organisation=root, file_name=path.name, chunks=file_chunks(path=path), act=act
            )
            confirm_columns(batch=batch, mapping=batch.mapping, act=act)
        except SchoolError as unfit:
            raise CommandError(unfit.detail) from unfit
        work_on_import(batch_id=batch.pk)
        batch.refresh_from_db()
        if batch.state != BatchState.CHECKED:
            raise CommandError(f"The file could not be read: {batch.failure}.")
        self._report(batch)
        if options["dry_run"]:
            has_errors = batch.rows_error > 0
            give_up(batch=batch, act=act)
            if has_errors:
                raise CommandError("Some rows have errors; nothing was changed.")
            return
        begin_applying(batch=batch, act=act)
        work_on_import(batch_id=batch.pk)
        batch.refresh_from_db()
        self.stdout.write(f"applied {batch.rows_applied} (import {batch.public_id})")

    def _act(self, number: str) -> tuple[Act, Organisation]:
        """The officer and the outermost place where she may import this kind; the system: the whole tree."""
        now = timezone.now()
        root = Organisation.objects.filter(parent=None).first()
        if root is None:
            raise CommandError("There is no organisation yet.")
        if not number:
            if self.kind == BatchKind.OFFICES:
                raise CommandError("Offices are given by somebody: please add --as NUMBER.")
            return Act(member=None, at=now, reason="manage.py"), root
        member = Member.objects.filter(number=number).first()
        if member is None:
            raise CommandError(f"There is no member {number}.")
        authority, right = authority_of(member, at=now), RIGHT_OF_KIND[self.kind]
        paths = authority.paths(right)
        if len(paths) != 1:
            raise CommandError(f"{number} may not import this, or at several places; please use the pages.")
        place = Organisation.objects.get(path=paths[0])
        office_id = authority.office_for(right, place.path)
        return Act(member=member, at=now, office_id=office_id, reason="manage.py"), place

    def _report(self, batch: ImportBatch) -> None:
        self.stdout.write(
            f"new {batch.rows_new}, changed {batch.rows_changed}, same {batch.rows_same}, errors {batch.rows_error}"
        )
        labels = {field.code: str(field.label) for field in FIELDS[self.kind]}
        for row in batch.rows.filter(verdict=Verdict.ERROR)[:MOST_ERRORS_PRINTED]:
            for error in row.errors:
                column = labels.get(error["column"], error["column"])
                self.stdout.write(f"row {row.number}, {column}: {fault_words(self.kind, error)}")
