"""`manage.py verify_archive FILE`: exit 1 when an archive of the audit does not hold; needs no database."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from school.audit.archive_checking import archive_breaks


class Command(BaseCommand):
    help = "Check an archive of the audit from its file alone and name each break."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        if not file.is_file():
            raise CommandError(f"{file} is not there")
        found = list(archive_breaks(file))
        for place in found:
            self.stdout.write(f"BROKEN {place.chain} {place.reference}: {place.problem}")
        if found:
            raise CommandError(f"{len(found)} break(s) found", returncode=1)
        self.stdout.write(f"{file}: the archive holds")
