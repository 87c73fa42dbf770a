"""Who may sign in, and stay signed in."""

from __future__ import annotations

from django.conf import settings

from school.organisation.models import Member


def may_sign_in(member: Member) -> bool:
    """An active account; one of the demo college, whose password is known to everybody, only in demo mode."""
    return member.is_active and (settings.DEMO or not member.is_demo)
