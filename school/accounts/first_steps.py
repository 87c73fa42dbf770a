"""What a sign-in has to see before anything else: the notice about personal data, or a password that has to be changed.

It is worked out once, at sign-in, and kept in the session, so an ordinary page costs no query for it.
"""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from school.accounts.services.acknowledging import notice_is_due
from school.accounts.services.choosing import password_is_due
from school.organisation.models import Member

SESSION_KEY = "first_steps"
PURPOSE = "purpose"
PASSWORD = "password"  # noqa: S105 - the name of a step


def note_first_steps(request: HttpRequest, member: Member, *, at: datetime) -> None:
    """Called when a sign-in is complete."""
    due = [PURPOSE] if notice_is_due(member=member) else []
    if password_is_due(member=member, at=at):
        due.append(PASSWORD)
    request.session[SESSION_KEY] = due


def step_due(request: HttpRequest, step: str) -> bool:
    """Whether it still waits, for somebody whose sign-in still stands."""
    return step in request.session.get(SESSION_KEY, ()) and request.user.is_authenticated


def step_done(request: HttpRequest, step: str) -> None:
    """It is not shown again in this sign-in."""
    request.session[SESSION_KEY] = [each for each in request.session.get(SESSION_KEY, ()) if each != step]
