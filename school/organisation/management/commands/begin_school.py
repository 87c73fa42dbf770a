"""manage.py begin_school: the root of the tree and the first person, for a school that has neither."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from school.errors import SchoolError
from school.organisation.acting import Act
from school.organisation.models import Stage
from school.organisation.models.member import Category
from school.organisation.services.beginning import begin_school
from school.organisation.services.registering import Person

NEXT = """{name} is the first committee officer. What comes next:
  manage.py invite {number}    prints the code with which {name} signs in;
  then the tree and the people, by hand or by import, on the pages;
  then manage.py appoint NUMBER security_administrator    for somebody who appoints the other two."""


class Command(BaseCommand):
    help = "Found the topmost organisation of an empty school, and take in its first committee officer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("organisation", help="full name of the topmost organisation")
        parser.add_argument("number", help="member number of the first person")
        parser.add_argument("name", help="name of the first person")
        parser.add_argument("--short-name", default="", help="short name of the organisation")

    def handle(self, *args: Any, **options: Any) -> None:
        person = Person(
            number=options["number"], name=options["name"], category=Category.STAFF.value, stage=Stage.FULL.value
        )
        act = Act(member=None, at=timezone.now(), reason="begun from the server")
        try:
            first = begin_school(name=options["organisation"], short_name=options["short_name"], person=person, act=act)
        except SchoolError as error:
            raise CommandError(error.detail) from error
        self.stdout.write(NEXT.format(name=first.name, number=first.number))
