"""manage.py seed_demo: the model college, in one go."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from media.services import prepare_asset
from school.demo.founding import DEMO_PASSWORD
from school.demo.seeding import seed_college
from school.demo.showing import store_missing_films
from school.demo.showing_pictures import show_illustrated
from school.demo.showing_slides import store_missing_slides
from school.organisation.models import Organisation

EVENING = time(19, 30)


class Command(BaseCommand):
    help = "Fill an empty database with the invented college: people, courses, films and a believable year."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--people", type=int, default=2400, help="how many people (2400 by default, 100 at least)")
        parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same college")
        parser.add_argument("--today", type=date.fromisoformat, help="the day the college is at (YYYY-MM-DD)")
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there is a college already")
        parser.add_argument("--no-films", action="store_true", help="leave the three films and the slides out")
        parser.add_argument("--wait", action="store_true", help="prepare the films here instead of in the background")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo college is only for demo mode: set DEMO=1.")
        at = _moment(options["today"])
        if not Organisation.objects.exists():
            self._seed(people=options["people"], seed=options["seed"], at=at)
        elif not options["if_empty"]:
            raise CommandError("There is a college already. Use an empty database, or --if-empty to leave it alone.")
        if not options["no_films"]:
            self._make_films(wait=options["wait"])

    def _seed(self, *, people: int, seed: int, at: datetime) -> None:
        try:
            college = seed_college(people=people, seed=seed, at=at)
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{college.plan.name}: {len(college.members)} people in {len(college.branches)} branches. "
            f"Every account has the password {DEMO_PASSWORD}."
        )

    def _make_films(self, *, wait: bool) -> None:
        at = timezone.now()
        show_illustrated(at=at)
        stored = [*store_missing_films(at=at), *store_missing_slides(at=at)]
        if not wait:
            if stored:
                self.stdout.write(f"{len(stored)} films and slides are stored; they are prepared in the background.")
            return
        for asset in stored:
            prepare_asset(asset_id=asset.pk)
            self.stdout.write(f"“{asset.title}” is ready.")


def _moment(today: date | None) -> datetime:
    if today is None:
        return timezone.now()
    return datetime.combine(today, EVENING, tzinfo=timezone.get_default_timezone())
