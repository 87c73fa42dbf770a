"""`manage.py export_course COURSE --to FILE`: the draft of a course as one zip file."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courses.models import Course
from courses.roundtrip.errors import CourseNotExportable
from courses.roundtrip.packing import pack_course


class Command(BaseCommand):
    """Whoever may run commands may read every course; what leaves the school this way is the operator's to record."""

    help = "Writes the draft of a course with its files, captions and questions to a zip file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course", help="its id, as in its address")
        parser.add_argument("--to", type=Path, required=True, help="a file that does not exist yet")

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path = options["to"]
        course = Course.objects.filter(public_id=options["course"]).first()
        if course is None:
            raise CommandError(f"There is no course {options['course']}.")
        if target.exists():
            raise CommandError(f"{target} exists already; please name a new file.")
        try:
            packed = pack_course(course)
            with target.open("xb") as file:
                for piece in packed:
                    file.write(piece)
        except CourseNotExportable as error:
            raise CommandError(error.detail) from error
        self.stdout.write(f"{target}: {target.stat().st_size} bytes")
