"""`manage.py rebuild_search [--check]`: the search index, against what is published."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from courses.services.indexing import differences, rebuild_index


class Command(BaseCommand):
    help = (
        "Makes the search index again from what is published. With --check it only compares, and exits with 1 if "
        "anything differs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="compare only, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            self.stdout.write(f"{rebuild_index()} courses and lectures can be found.")
            return
        found = list(differences())
        for difference in found:
            self.stdout.write(difference)
        self.stdout.write(f"{len(found)} differences." if found else "The index says what is published.")
        if found:
            sys.exit(1)
