"""Back the whole school up into one file."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from school.operations.backing_up import back_up


class Command(BaseCommand):
    help = "Write the database and the assets into one archive, while the school goes on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the archive to write, for example school.tar.gz")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        target = file.absolute()
        if target.exists():
            raise CommandError(f"{file} exists already: name another file.")
        if not target.parent.is_dir():
            raise CommandError(f"The folder {target.parent} does not exist.")
        made = back_up(target=target, at=timezone.now())
        self.stdout.write(f"{file}: {made.rows} rows, {made.assets} files, {made.bytes / 1e6:.1f} MB")
