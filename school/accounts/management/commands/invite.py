"""Inviting somebody from the server: for the first people of a school, whom nobody else could invite."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone

from school.accounts.codes import grouped
from school.accounts.services.inviting import invite
from school.identifiers import new_public_id
from school.organisation.acting import Act
from school.organisation.models import Member


class Command(BaseCommand):
    help = "Invite one member who has never signed in, and print the code and where it is typed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", help="the member number")

    def handle(self, *args: Any, **options: Any) -> None:
        member = Member.objects.filter(number=options["number"]).first()
        if member is None:
            raise CommandError(f"No member has the number {options['number']}.")
        act = Act(member=None, at=timezone.now(), reason="invited from the server")
        rows = invite(members=[member], batch_id=new_public_id(), by_mail=False, act=act)
        if not rows:
            raise CommandError(f"{member.number} has signed in before; a lost password is set by mail or slip.")
        self.stdout.write(f"{grouped(rows[0].code)}\n{settings.SITE_URL}{reverse('invitations:enter')}")
