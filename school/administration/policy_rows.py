"""Policies as their pages show them: value, default, effect, and who changed it when and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from school.organisation.models import Member
from school.policies.models import PolicyChange
from school.policies.registry import Policy
from school.policies.values import effect_of, in_words, restored


@dataclass(frozen=True)
class ChangeRow:
    """One change in words; `value` is the default's when the change put it back."""

    value: str
    is_default: bool
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True)
class PolicyRow:
    """One policy as it holds now; `last` is None as long as nobody changed it."""

    policy: Policy
    value: str
    default: str
    effect: str
    is_default: bool
    last: ChangeRow | None


def policy_rows(policies: Iterable[Policy]) -> list[PolicyRow]:
    """One row each, in two queries for all of them; straight from the database, so an administrator sees the truth."""
    shown = list(policies)
    newest = {change.key: change for change in PolicyChange.objects.newest().filter(key__in=[p.key for p in shown])}
    names = _names(newest.values())
    return [_row(policy, newest.get(policy.key), names) for policy in shown]


def history_of(policy: Policy, *, limit: int) -> list[ChangeRow]:
    """The newest changes of one policy."""
    changes = list(PolicyChange.objects.of(policy.key)[:limit])
    names = _names(changes)
    return [_change(policy, change, names) for change in changes]


def _row(policy: Policy, change: PolicyChange | None, names: dict[str, str]) -> PolicyRow:
    is_default = change is None or change.value is None
    value = policy.default if change is None or change.value is None else restored(policy, change.value)
    return PolicyRow(
        policy=policy,
        value=in_words(policy, value),
        default=in_words(policy, policy.default),
        effect=effect_of(policy, value),
        is_default=is_default,
        last=_change(policy, change, names) if change else None,
    )


def _change(policy: Policy, change: PolicyChange, names: dict[str, str]) -> ChangeRow:
    is_default = change.value is None
    value = policy.default if is_default else restored(policy, change.value)
    return ChangeRow(
        value=in_words(policy, value),
        is_default=is_default,
        at=change.changed_at,
        by=names.get(change.changed_by, "") or _("the system"),
        reason=change.reason,
    )


def _names(changes: Iterable[PolicyChange]) -> dict[str, str]:
    ids = {change.changed_by for change in changes if change.changed_by}
    return dict(Member.objects.filter(public_id__in=ids).values_list("public_id", "name")) if ids else {}
