"""Writing the timeline of a member: one event beside each act, and the first events of rows that came without any."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from school.events.announcing import announce
from school.organisation.acting import Act
from school.organisation.events import RecordsChanged
from school.organisation.models import Affiliation, Member, MemberEvent, MemberEventKind, Office, Status
from school.organisation.people_errors import RecordJoined
from school.organisation.timeline import check_payload

BATCH = 500

Noted = tuple[int, str, date, Mapping[str, Any]]
"""An event to write: member id, kind, day, payload."""


def note(*, member_id: int, kind: str, on: date, payload: Mapping[str, Any], act: Act) -> MemberEvent:
    """Write one event; `school.organisation.timeline` says what each kind's payload holds.

    Raises:
        ValueError: when the payload does not fit the kind.
    """
    (event,) = note_all(events=[(member_id, kind, on, payload)], act=act)
    return event


@transaction.atomic
def note_all(*, events: Iterable[Noted], act: Act) -> list[MemberEvent]:
    """Write many events (member id, kind, day, payload) of one act in one statement a batch, and announce them.

    Raises:
        ValueError: when a payload does not fit its kind.
    """
    rows = []
    for member_id, kind, on, payload in events:
        check_payload(kind, payload)
        rows.append(
            MemberEvent(
                member_id=member_id,
                kind=kind,
                on=on,
                payload=dict(payload),
                at=act.at,
                by=act.member,
                office_id=act.office_id,
                reason=act.reason,
            )
        )
    written = MemberEvent.objects.bulk_create(rows, batch_size=BATCH)
    if written and act.member is not None:
        announce(RecordsChanged(tuple(event.pk for event in written), by_id=act.member.pk, at=act.at))
    return written


def open_timeline(*, member_id: int) -> Member:
    """Hold the member's row until the transaction ends, for every writer of a timeline takes this lock first.

    A record that came without any events gets its first ones, so that what is written now has something to follow.
    """
    member = Member.objects.select_for_update(no_key=True).get(pk=member_id)
    begun = MemberEvent.objects.filter(member=member, kind=MemberEventKind.REGISTERED)
    if not begun.exists():
        chronicle_first_events(member_ids=[member.pk])
    return member


def open_own_timeline(*, member_id: int) -> Member:
    """As `open_timeline`, for what happens to a person and not to the joining of her records.

    Raises:
        RecordJoined: when this record stands for another one.
    """
    member = open_timeline(member_id=member_id)
    if member.stands_for_id is not None:
        raise RecordJoined(name=member.name)
    return member


@transaction.atomic
def chronicle_first_events(*, member_ids: Iterable[int] | None = None) -> int:
    """Give rows that no event tells of (seeded, imported, from before the timeline) their first events.

    Works on the given members, or on everybody; a second run writes nothing. The time of recording is that of the
    member's registration, the author is the system.

    Returns:
        How many events were written.
    """
    chosen = Member.objects.order_by("pk").values_list("pk", flat=True)
    ids = chosen.iterator() if member_ids is None else iter(sorted(set(member_ids)))
    return sum(_chronicle(some) for some in _batches(ids))


def _batches(ids: Iterator[int]) -> Iterator[list[int]]:
    while some := list(islice(ids, BATCH)):
        yield some


def _chronicle(member_ids: list[int]) -> int:
    """The first events of a batch: four reads and one write."""
    told = _told(member_ids)
    days: dict[int, list[date]] = defaultdict(list)
    events: list[Noted] = []
    for place in Affiliation.objects.filter(member__in=member_ids).order_by("starts_on", "pk"):
        days[place.member_id].append(place.starts_on)
        events += _first_of_affiliation(place, told)
    for office in Office.objects.filter(member__in=member_ids).order_by("starts_on", "pk"):
        days[office.member_id].append(office.starts_on)
        events += _first_of_office(office, told)
    registered_at = {}
    beginnings: list[Noted] = []
    for member in Member.objects.filter(pk__in=member_ids):
        registered_at[member.pk] = member.registered_at
        if (member.pk, MemberEventKind.REGISTERED, None) not in told:
            first_day = min([timezone.localdate(member.registered_at), *days[member.pk]])
            beginnings += _first_of_member(member, first_day)
    rows = [
        MemberEvent(member_id=member_id, kind=kind, on=on, payload=payload, at=registered_at[member_id])
        for member_id, kind, on, payload in beginnings + events
    ]
    return len(MemberEvent.objects.bulk_create(rows, batch_size=BATCH))


Told = set[tuple[int, str, int | None]]


def _told(member_ids: list[int]) -> Told:
    """What the timelines already tell: member, kind, and the row that an event of place or office speaks of."""
    events = MemberEvent.objects.filter(member__in=member_ids, undone_at__isnull=True)
    return {
        (member_id, kind, payload.get("affiliation") or payload.get("office"))
        for member_id, kind, payload in events.values_list("member_id", "kind", "payload")
    }


def _first_of_member(member: Member, first_day: date) -> list[Noted]:
    registered = {"name": member.name, "number": member.number, "category": member.category}
    since = member.joined_on if member.stage == "probationary" and member.joined_on else first_day
    events: list[Noted] = [
        (member.pk, MemberEventKind.REGISTERED, min(first_day, since), registered),
        (member.pk, MemberEventKind.STAGE, since, {"stage": member.stage}),
    ]
    if member.status != Status.NORMAL:
        events.append((member.pk, MemberEventKind.STATUS, first_day, {"status": member.status}))
    if member.stands_for_id:
        events.append((member.pk, MemberEventKind.ALIASED, first_day, {"canonical": member.stands_for_id}))
    return events


def _first_of_affiliation(row: Affiliation, told: Told) -> list[Noted]:
    began = {"affiliation": row.pk, "organisation": row.organisation_id}
    events: list[Noted] = []
    if (row.member_id, MemberEventKind.AFFILIATED, row.pk) not in told:
        events.append((row.member_id, MemberEventKind.AFFILIATED, row.starts_on, began))
    if row.ends_on and (row.member_id, MemberEventKind.LEFT, row.pk) not in told:
        events.append((row.member_id, MemberEventKind.LEFT, row.ends_on, {"affiliation": row.pk}))
    return events


def _first_of_office(row: Office, told: Told) -> list[Noted]:
    began = {"office": row.pk, "role": row.role, "organisation": row.organisation_id}
    events: list[Noted] = []
    if (row.member_id, MemberEventKind.APPOINTED, row.pk) not in told:
        events.append((row.member_id, MemberEventKind.APPOINTED, row.starts_on, began))
    if row.ends_on and (row.member_id, MemberEventKind.DISMISSED, row.pk) not in told:
        events.append((row.member_id, MemberEventKind.DISMISSED, row.ends_on, {"office": row.pk}))
    return events
