"""For tests of pages that ask again: members with a factor, and browsers that have just shown theirs."""

from __future__ import annotations

import time

from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client

from school.organisation.models import Member


def give_factor(member: Member) -> str:
    """Let the member have an authenticator app; returns its secret."""
    secret = generate_totp_secret()
    TOTP.activate(member, secret)
    return secret


def code_of(secret: str, *, steps: int = 0) -> str:
    """What the app shows now, or `steps` half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def confirm(client: Client, member: Member, *, seconds_ago: float = 0) -> Client:
    """As if this browser's member had shown her factor, or her password, that long ago."""
    method = "mfa" if Authenticator.objects.filter(user=member).exists() else "password"
    session = client.session
    session["account_authentication_methods"] = [{"method": method, "at": time.time() - seconds_ago}]
    session["account_authentication_methods_user"] = user_id_to_str(member)
    session.save()
    return client
