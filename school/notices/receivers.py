"""What the floors below announce, told to whom it concerns."""

from __future__ import annotations

from collections import defaultdict

from django.urls import reverse

from school.accounts.events import FactorsTakenAway, SignedInElsewhere, SlipIssued
from school.events.announcing import listens_to
from school.notices.own_kinds import FACTORS_TAKEN, NEW_SIGN_IN, RECORD_CHANGED, SLIP_ISSUED, TASKS_DUE
from school.notices.services.notifying import notify
from school.organisation.events import RecordsChanged, TasksDue
from school.organisation.models import MemberEvent


@listens_to(SignedInElsewhere)
def tell_of_sign_in(event: SignedInElsewhere) -> None:
    notify(
        kind=NEW_SIGN_IN,
        object_kind="sign_in",
        object_id=event.sign_in,
        facts={"device": event.device, "network": event.network},
        url=reverse("accounts:sign_ins"),
        member_ids=[event.member_id],
        at=event.at,
    )


@listens_to(FactorsTakenAway)
def tell_of_factors(event: FactorsTakenAway) -> None:
    notify(
        kind=FACTORS_TAKEN,
        object_kind="member",
        object_id=event.member,
        facts={},
        url=reverse("mfa_index"),
        member_ids=[event.member_id],
        at=event.at,
    )


@listens_to(SlipIssued)
def tell_of_slip(event: SlipIssued) -> None:
    """In the messages only: accounts have sent a mail of their own."""
    notify(
        kind=SLIP_ISSUED,
        object_kind="slip",
        object_id=event.slip,
        facts={"issuer": event.issuer},
        url=reverse("accounts:sign_ins"),
        member_ids=[event.member_id],
        at=event.at,
    )


@listens_to(RecordsChanged)
def tell_of_changes(event: RecordsChanged) -> None:
    """One notice for all whose records say the same now; who changed her own record knows."""
    same: dict[tuple[str, str], list[int]] = defaultdict(list)
    for change in MemberEvent.objects.filter(pk__in=event.event_ids).exclude(member_id=event.by_id):
        same[change.kind, change.on.isoformat()].append(change.member_id)
    for (what, on), member_ids in same.items():
        notify(
            kind=RECORD_CHANGED,
            object_kind="record",
            object_id=what,
            facts={"what": what, "on": on},
            url=reverse("organisation:own_record"),
            member_ids=member_ids,
            at=event.at,
        )


@listens_to(TasksDue)
def tell_of_due_tasks(event: TasksDue) -> None:
    """One notice for all of them; told again while unread, it is the same one."""
    notify(
        kind=TASKS_DUE,
        object_kind="tasks",
        object_id="due",
        facts={"due": event.due, "overdue": event.overdue},
        url=reverse("organisation:tasks"),
        member_ids=[event.member_id],
        at=event.at,
    )
