"""Personal keys for programs."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from school.accounts.models import ApiToken
from school.accounts.models.api_token import digest_of
from school.accounts.permissions import may_sign_in
from school.organisation.models import Member

LIFETIME = timedelta(days=90)


@transaction.atomic
def issue_token(*, member: Member, title: str, at: datetime) -> tuple[ApiToken, str]:
    """Return the new token and its key; the key is shown this once and cannot be read again."""
    key = secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        member=member, title=title, digest=digest_of(key), created_at=at, expires_at=at + LIFETIME
    )
    return token, key


@transaction.atomic
def revoke_token(*, token: ApiToken, at: datetime) -> ApiToken:
    token.revoked_at = token.revoked_at or at
    token.save(update_fields=["revoked_at"])
    return token


def member_of_key(*, key: str, at: datetime) -> Member | None:
    """Whom a key stands for now, or None."""
    token = (
        ApiToken.objects.filter(digest=digest_of(key), revoked_at__isnull=True, expires_at__gt=at)
        .select_related("member")
        .first()
    )
    return token.member if token and may_sign_in(token.member) else None
