"""Second factors of the learner and the officer, and a sign-in of the learner on another device."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib import import_module
from typing import TYPE_CHECKING

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY

from school.accounts.sign_ins import handle_of
from tests.accounts.confirming import give_factor, give_passkey

if TYPE_CHECKING:
    from tests.contracts.world import World


def plant(world: World, at: datetime) -> None:
    """The administrators have theirs from `planting/administration.py`."""
    learner = world.people["learner"]
    give_factor(world.people["officer"])
    give_factor(learner)
    passkey = give_passkey(learner, "金丝雀通行密钥")
    RecoveryCodes.activate(learner)
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store.update({SESSION_KEY: str(learner.pk), HASH_SESSION_KEY: learner.get_session_auth_hash()})
    store.set_expiry(at + timedelta(days=1))
    store.create()
    UserSession.objects.create(
        user=learner, session_key=store.session_key, ip="203.0.113.80", user_agent="MicroMessenger iPhone"
    )
    world.ids |= {"pk": str(passkey.pk), "sign_in_id": handle_of(store.session_key), "deed": "close"}
    world.canaries.append("金丝雀通行密钥")
