"""Policies of the tests themselves, one of each kind."""

from __future__ import annotations

from datetime import time

import pytest

from school.policies import reading, registry
from school.policies.registry import Policy, register_policy

SECURITY = "security_administrator"


def a_policy(key: str, kind, default, **fields) -> Policy:
    return Policy(
        key=key,
        kind=kind,
        default=default,
        label=fields.pop("label", key),
        effect=fields.pop("effect", "It is %(value)s."),
        group=fields.pop("group", "sign_in"),
        administrator=fields.pop("administrator", SECURITY),
        **fields,
    )


OF_EACH_KIND = (
    a_policy("tested.minutes", "number", 30, minimum=5, maximum=1440, effect="Signed out after %(value)s minutes."),
    a_policy("tested.allowed", "yes_no", default=True),
    a_policy("tested.name", "text", "", maximum=20),
    a_policy("tested.way", "choice", "mail", choices=(("mail", "by mail"), ("letter", "by letter"))),
    a_policy("tested.quiet_from", "time", time(22, 0)),
    a_policy("tested.words", "words", ("one",), maximum=3),
)


@pytest.fixture
def remembered_seconds() -> float:
    """As long as in the product."""
    return reading.REMEMBERED_SECONDS


@pytest.fixture(autouse=True)
def tested_policies(monkeypatch):
    """Registered for one test only."""
    monkeypatch.setattr(registry, "_policies", dict(registry._policies))
    for policy in OF_EACH_KIND:
        register_policy(policy)
    return {policy.key: policy for policy in OF_EACH_KIND}
