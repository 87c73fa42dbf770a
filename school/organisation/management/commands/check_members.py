"""`manage.py check_members`: do the rows and the timelines of all members tell the same?"""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from school.organisation.comparing import differences


class Command(BaseCommand):
    help = (
        "Replays every member's timeline and names each member whose rows say something else: affiliations and offices "
        "on every day, the other columns as of today. Changes nothing. Exits with 1 if anything differs."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for difference in differences(today=timezone.localdate()):
            found += 1
            # The opaque id alone: names do not belong into a terminal's history.
            self.stdout.write(f"{difference.public_id} {difference.on}: {difference.part} differs")
        self.stdout.write(f"{found} differences." if found else "Rows and timelines tell the same.")
        if found:
            sys.exit(1)
