"""Letting somebody in again from the server: for administrators, to whom nobody else may hand a slip."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from school.accounts.codes import grouped
from school.accounts.errors import CannotAssist
from school.accounts.services.administering import take_factors_away
from school.accounts.services.recovering import issue_slip
from school.organisation.acting import Act
from school.organisation.models import Member


class Command(BaseCommand):
    help = "Print a one-time slip for a member who has lost the way in, administrators included."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", help="the member number")
        parser.add_argument("--reason", required=True, help="how the person was recognised; kept in the audit record")
        parser.add_argument("--factors", action="store_true", help="take the second factors away as well")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        member = Member.objects.filter(number=options["number"]).first()
        if member is None:
            raise CommandError(f"No member has the number {options['number']}.")
        act = Act(member=None, at=timezone.now(), reason=options["reason"])
        try:
            _slip, code = issue_slip(member=member, authority=None, act=act)
        except CannotAssist as refused:
            raise CommandError(f"The account of {member.number} is closed, or stands for another record.") from refused
        if options["factors"]:
            take_factors_away(member=member, act=act)
        self.stdout.write(f"{grouped(code)}\n{settings.SITE_URL}{reverse('invitations:enter')}")
