"""The request as signed-in pages see it."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

from school.organisation.authority import Authority
from school.organisation.models import Member


class AnybodysRequest(HttpRequest):
    """For annotations: any request, signed in or not, with its one clock reading."""

    at: datetime


class MemberRequest(HttpRequest):
    """For annotations: a request behind `login_required`, with the request's one clock reading."""

    user: Member
    authority: Authority
    at: datetime


def moment_of(request: HttpRequest) -> datetime:
    """The request's one clock reading; a session that a test or a command begins has none, so it is now."""
    at: datetime = getattr(request, "at", None) or timezone.now()
    return at
