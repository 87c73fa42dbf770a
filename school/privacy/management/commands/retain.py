"""`retain`: delete what is older than its policy allows; `--check` only says what would go."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.utils import timezone, translation

from school.privacy.services.retaining import retain


class Command(BaseCommand):
    help = "Delete what is older than its retention policy allows, and say how much of what."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only count, delete nothing")

    def handle(self, *args: object, **options: object) -> None:
        check = bool(options["check"])
        with translation.override("en"):
            for row in retain(at=timezone.now(), check=check):
                self.stdout.write(f"{row.rows:>8}  {row.model:<32} older than {row.days} days  {row.title}")
        self.stdout.write("Nothing was deleted." if check else "Done.")
