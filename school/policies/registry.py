"""What may be set without a programmer: every policy with its kind, default, limits and its effect in words.

A policy is registered by the app that obeys it (`<app>/policies.py`, from `AppConfig.ready`). Administrators are named
by the value of their role, because policies lie below the organisation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Kind = Literal["number", "yes_no", "text", "choice", "time", "words", "picture"]
Group = Literal[
    "institution", "sign_in", "mail", "exports", "notices", "retention", "labels", "media", "courses", "discussion"
]
LONGEST_KEY = 40


@dataclass(frozen=True)
class Policy:
    """One thing an institution decides for itself.

    `default` and every value have the Python type of the kind: int, bool, str, str (a code of `choices`),
    `datetime.time`, a tuple of str, or the digest of a `PolicyPicture`. `minimum` and `maximum` bound a number, the
    length of a text, or how many words there may be. `effect` says in words what the value does; if it uses
    `%(value)s`, it writes `%%` for a percent. `administrator` is the value of the one role that may set it.
    """

    key: str
    kind: Kind
    default: Any
    label: _StrPromise | str
    effect: _StrPromise | str
    group: Group
    administrator: str
    minimum: int | None = None
    maximum: int | None = None
    choices: tuple[tuple[str, _StrPromise | str], ...] = ()


_policies: dict[str, Policy] = {}


def register_policy(policy: Policy) -> None:
    """Make the policy known.

    Raises:
        ValueError: when its key is taken by another policy or longer than the audit can name.
    """
    if _policies.get(policy.key, policy) != policy:
        raise ValueError(f"two policies are called {policy.key}")
    if len(policy.key) > LONGEST_KEY:
        raise ValueError(f"{policy.key} is longer than {LONGEST_KEY} characters")
    _policies[policy.key] = policy


def policy_named(key: str) -> Policy:
    """The registered policy.

    Raises:
        KeyError: when no app registered it.
    """
    return _policies[key]


def policies(*, group: str = "", administrator: str = "") -> list[Policy]:
    """Registered policies in the order of registration, of one group or one administrator if named."""
    return [
        policy
        for policy in _policies.values()
        if group in {"", policy.group} and administrator in {"", policy.administrator}
    ]
