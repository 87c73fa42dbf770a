"""Signing in by member number, phone or e-mail."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from school.accounts.naming import member_named
from school.accounts.permissions import may_sign_in
from school.composed import Composed
from school.organisation.models import Member

# Every request asks this.
_BY_ID: Composed[Member] = Composed(lambda given: Member.objects.filter(pk=given["member"]))


class MemberBackend(BaseBackend):
    """One field takes any of the three; an unknown name costs as much time as a wrong password."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **extra: Any
    ) -> Member | None:
        name = username or extra.get("number") or extra.get("email") or ""
        if not name.strip() or password is None:
            return None
        member = member_named(name)
        if member is None:
            Member().set_password(password)
            return None
        return member if member.check_password(password) and may_sign_in(member) else None

    def get_user(self, user_id: int) -> Member | None:
        # Nobody, or the one with this id.
        for member in _BY_ID.rows(member=user_id):
            return member if may_sign_in(member) else None
        return None
