"""`manage.py import_course FILE --organisation ID --member NUMBER [--dry-run]`: a course file becomes a draft."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from courses.roundtrip.archive import Parcel, ParcelDamaged, open_parcel
from courses.roundtrip.checking import problems_of
from courses.roundtrip.errors import in_words
from courses.roundtrip.unpacking import Home, take_files, write_course
from courses.services.course_imports import counts_of, most_bytes
from media.models import Asset
from school.errors import SchoolError
from school.organisation.models import Member, Organisation


class Command(BaseCommand):
    help = "Imports a course file as a new draft; with --dry-run only says what it holds and what is wrong with it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--organisation", required=True, help="who will own the course: its id")
        parser.add_argument("--member", required=True, help="in whose name: a member number")
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = Organisation.objects.filter(public_id=options["organisation"]).first()
        member = Member.objects.filter(number=options["member"]).first()
        if organisation is None or member is None:
            raise CommandError("There is no such organisation or member.")
        if not options["file"].is_file():
            raise CommandError(f"There is no file {options['file']}.")
        home = Home(organisation=organisation, member=member, at=timezone.now())
        try:
            with open_parcel(options["file"], most_bytes=most_bytes()) as parcel:
                self._handle(parcel, home, dry_run=options["dry_run"])
        except ParcelDamaged as damaged:
            raise CommandError(in_words(damaged)) from damaged
        except SchoolError as error:
            raise CommandError(error.detail) from error

    def _handle(self, parcel: Parcel, home: Home, *, dry_run: bool) -> None:
        counts = counts_of(manifest=parcel.manifest)
        self.stdout.write(parcel.manifest.title)
        self.stdout.write(", ".join(f"{name}: {count}" for name, count in counts.items()))
        problems = problems_of(parcel.manifest)
        for problem in problems:
            self.stderr.write(f"{problem.where}: {problem.sentence}")
        if problems:
            raise CommandError(f"Nothing was imported. Problems found: {len(problems)}.")
        if not dry_run:
            assets = take_files(parcel, home, taken={}, tell=self._told)
            self.stdout.write(f"course: {write_course(parcel.manifest, assets, home).public_id}")

    def _told(self, name: str, asset: Asset) -> None:
        self.stdout.write(f"{name}: {asset.public_id}")
