"""Restore a back-up, whole and proven, or not at all."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from school.operations import serving
from school.operations.restoring import CannotRestore, restore


class Command(BaseCommand):
    help = "Fill an empty school from an archive that `backup` wrote; refuses what does not agree with its seals."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="throw away what is here now")

    def handle(self, *args: Any, file: Path, replace: bool, **options: Any) -> None:
        serving.migrate()
        try:
            restored = restore(source=file, replace=replace)
        except CannotRestore as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Restored {sum(restored.values())} rows of {len(restored)} tables; every seal holds.")
