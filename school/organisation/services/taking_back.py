"""Taking back the newest act of a timeline: its events stay and no longer count, and the rows are as before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from school.organisation.acting import Act
from school.organisation.authority import authority_of
from school.organisation.giving import can_give
from school.organisation.models import Affiliation, Member, MemberEvent, MemberEventKind, Office
from school.organisation.people_errors import AccountReachesFurther, IdentifierTaken, NotTakenBack, ReasonNeeded
from school.organisation.services.chronicling import open_own_timeline
from school.organisation.services.following import follow

# What changes a column of the member, and what changes a row beside it.
COLUMN_KINDS = {
    MemberEventKind.NAMED,
    MemberEventKind.NUMBERED,
    MemberEventKind.STAGE,
    MemberEventKind.CATEGORY,
    MemberEventKind.STATUS,
}
PLACE_KINDS = {MemberEventKind.AFFILIATED, MemberEventKind.LEFT}


def newest_act(*, member: Member) -> list[MemberEvent]:
    """The events of the act recorded last, in the order of recording; none of what was taken back before."""
    return newest_of(events=MemberEvent.objects.filter(member=member))


def newest_of(*, events: Iterable[MemberEvent]) -> list[MemberEvent]:
    """As `newest_act`, from events that are at hand."""
    standing = sorted((event for event in events if not event.is_undone), key=lambda event: event.pk)
    if not standing:
        return []
    last = standing[-1]
    return [event for event in standing if (event.at, event.by_id) == (last.at, last.by_id)]


def can_be_taken_back(*, events: list[MemberEvent]) -> bool:
    """Whether an act can be taken back here.

    Not when it began the record, nor an office or a joined record: these have pages of their own.
    """
    kinds = {event.kind for event in events}
    if MemberEventKind.STATUS in kinds:
        kinds -= {MemberEventKind.DISMISSED}
    return (
        bool(kinds)
        and kinds <= COLUMN_KINDS | PLACE_KINDS
        and all("before" in event.payload for event in events if event.kind in COLUMN_KINDS)
    )


@transaction.atomic
def take_back(*, member: Member, act: Act) -> list[MemberEvent]:
    """Undo the newest act of this member.

    Returns:
        The events that no longer count.

    Raises:
        ReasonNeeded; NotTakenBack: see `can_be_taken_back`, or when the rows have changed since;
        IdentifierTaken: when the former number is another record's by now.
        AccountReachesFurther: when it would give back an office that the actor may not give.
    """
    if not act.reason.strip():
        raise ReasonNeeded
    held = open_own_timeline(member_id=member.pk)
    events = newest_act(member=held)
    if not can_be_taken_back(events=events):
        raise NotTakenBack
    _require_may_give_back(held, events, act)
    try:
        with transaction.atomic():
            for event in reversed(events):
                _reverse(held, event)
    except IntegrityError as error:
        raise IdentifierTaken from error
    MemberEvent.objects.filter(pk__in=[event.pk for event in events]).update(undone_at=act.at)
    follow(members=[held.pk])
    place = held.affiliation_on(act.today)
    act.record(
        "member.taken_back",
        subject_kind="member",
        subject_id=held.public_id,
        organisation_path=place.organisation.path if place else "",
        details={"events": [event.public_id for event in events], "kinds": [event.kind for event in events]},
    )
    return events


def _require_may_give_back(member: Member, events: Iterable[MemberEvent], act: Act) -> None:
    """Offices that ended with a departure come back with it, so whoever takes it back has to be able to give them."""
    ended = [event.payload["office"] for event in events if event.kind == MemberEventKind.DISMISSED]
    if act.member is None or not ended:
        return
    authority = authority_of(act.member, at=act.at)
    offices = Office.objects.filter(pk__in=ended).values_list("role", "organisation__path")
    if not all(can_give(authority, role=role, path=path) for role, path in offices):
        raise AccountReachesFurther(name=member.name)


def _reverse(member: Member, event: MemberEvent) -> None:
    said: dict[str, Any] = event.payload
    if event.kind in COLUMN_KINDS:
        _restore(member, said["before"])
    elif event.kind == MemberEventKind.DISMISSED:
        ends_on = said["before"]["ends_on"]
        Office.objects.filter(pk=said["office"]).update(ends_on=ends_on and date.fromisoformat(ends_on))
    elif event.kind == MemberEventKind.LEFT:
        _require_one(Affiliation.objects.filter(pk=said["affiliation"], ends_on=event.on).update(ends_on=None))
    else:
        # The row told of something that never was; its event stays.
        _require_one(Affiliation.objects.filter(pk=said["affiliation"], ends_on__isnull=True).delete()[0])


def _restore(member: Member, before: dict[str, Any]) -> None:
    for part, value in before.items():
        is_day = part == "joined_on" and value is not None
        setattr(member, part, date.fromisoformat(value) if is_day else value)
    companions = {"search_text", "sort_text"} if {"name", "number"} & set(before) else set()
    member.save(update_fields=sorted({*before, *companions}))


def _require_one(changed: int) -> None:
    if changed != 1:
        raise NotTakenBack
