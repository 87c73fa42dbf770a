"""manage.py appoint: the first offices, given by whoever runs the machine."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from school.errors import SchoolError
from school.organisation.acting import Act
from school.organisation.models import Member, Organisation, Role
from school.organisation.services.appointing import appoint


class Command(BaseCommand):
    help = "Give an office to a member, as the system itself; the only way to appoint a security administrator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", help="member number")
        parser.add_argument("role", choices=Role.values)
        parser.add_argument("--organisation", help="public id of the place; the topmost one by default")
        parser.add_argument("--on", type=date.fromisoformat, help="first day (YYYY-MM-DD); today by default")
        parser.add_argument("--reason", default="", help="kept in the audit record")

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        member = Member.objects.canonical().filter(number=options["number"]).first()
        if member is None:
            raise CommandError(f"There is no member with the number {options['number']}.")
        try:
            office = appoint(
                member=member,
                organisation=_place(options["organisation"]),
                role=options["role"],
                on=options["on"] or timezone.localdate(at),
                act=Act(member=None, at=at, reason=options["reason"]),
            )
        except SchoolError as error:
            raise CommandError(error.detail) from error
        self.stdout.write(f"{member.name} · {office.in_words} · {office.starts_on.isoformat()}")


def _place(public_id: str | None) -> Organisation:
    wanted = {"public_id": public_id} if public_id else {"parent": None}
    found = Organisation.objects.filter(**wanted).first()
    if found is None:
        raise CommandError("There is no such organisation.")
    return found
