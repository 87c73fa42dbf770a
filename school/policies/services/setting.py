"""Setting a policy: checked, numbered, audited with what it was before."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from school.audit.recording import Actor, record
from school.policies.errors import PolicyChangedMeanwhile, PolicyUnknown, ReasonMissing
from school.policies.models import PolicyChange
from school.policies.reading import forget
from school.policies.registry import Policy, policy_named
from school.policies.values import checked, kept


def set_policy(
    *,
    key: str,
    value: Any,
    member: Actor | None,
    office_id: int | None,
    reason: str,
    at: datetime,
    seen: int | None = None,
) -> PolicyChange:
    """Put this value in force; `seen` is the number of the newest change that was shown to who decides.

    Raises:
        PolicyUnknown: when no app registered the policy.
        PolicyValueRefused: when the value does not fit it.
        ReasonMissing: without a reason.
        PolicyChangedMeanwhile: when `seen` is no longer the newest, or two set it at the same moment.
    """
    policy = _known(key)
    return _change(
        policy, kept(checked(policy, value)), member=member, office_id=office_id, reason=reason, at=at, seen=seen
    )


def reset_policy(
    *, key: str, member: Actor | None, office_id: int | None, reason: str, at: datetime, seen: int | None = None
) -> PolicyChange:
    """Put the default back; raises as `set_policy` does."""
    return _change(_known(key), None, member=member, office_id=office_id, reason=reason, at=at, seen=seen)


def _known(key: str) -> Policy:
    try:
        return policy_named(key)
    except KeyError:
        raise PolicyUnknown from None


@transaction.atomic
def _change(
    policy: Policy,
    plain: Any,
    *,
    member: Actor | None,
    office_id: int | None,
    reason: str,
    at: datetime,
    seen: int | None,
) -> PolicyChange:
    if not reason.strip():
        raise ReasonMissing
    newest = PolicyChange.objects.of(policy.key).first()
    number = newest.number if newest else 0
    if seen is not None and seen != number:
        raise PolicyChangedMeanwhile
    change = PolicyChange(
        key=policy.key,
        number=number + 1,
        value=plain,
        changed_at=at,
        changed_by=member.public_id if member else "",
        office_id=office_id,
        reason=reason.strip(),
    )
    try:
        with transaction.atomic():
            change.save(force_insert=True)
    except IntegrityError:
        raise PolicyChangedMeanwhile from None
    record(
        actor=member,
        action="policy.set" if plain is not None else "policy.reset",
        subject_kind="policy",
        subject_id=policy.key,
        at=at,
        office_id=office_id,
        reason=change.reason,
        details={"before": newest.value if newest else None, "after": plain, "default": kept(policy.default)},
    )
    forget()  # for who goes on in this transaction
    transaction.on_commit(forget)  # for what others remembered between
    return change
