"""`manage.py rebuild_progress [--check]`: what stands, against the facts of record."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from progress.services.rebuilding import differences, rebuild


class Command(BaseCommand):
    help = (
        "Works progress out again from accepted beats, sections, attempts and completions, and raises what fell short "
        "of them. With --check it only compares. Exits with 1 if anything differs (afterwards)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="compare only, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        found = list(differences(at=at)) if options["check"] else rebuild(at=at)
        for difference in found:
            self.stdout.write(str(difference))
        self.stdout.write(f"{len(found)} differences." if found else "Progress is what the facts say.")
        if found:
            sys.exit(1)
