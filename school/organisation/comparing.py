"""Do the rows and the timeline tell the same of a member? Finds the members whose do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from school.organisation import names
from school.organisation.models import Affiliation, Member, MemberEvent, Office
from school.organisation.timeline import HeldOffice, MemberState, replay

BATCH = 500
COLUMNS = ("name", "number", "stage", "category", "status")


@dataclass(frozen=True)
class Difference:
    """`part` is what differs on `on`; `row` is what the rows say, `told` what the timeline says."""

    member_id: int
    public_id: str
    part: str
    on: date
    row: object
    told: object


def differences(*, today: date, member_ids: Iterable[int] | None = None) -> Iterator[Difference]:
    """Walk through the given members, or all; four queries for five hundred of them.

    Columns are compared as of today, places and offices on every day on which any of them begins or ends.
    """
    everybody = Member.objects.order_by("pk").values_list("pk", flat=True)
    ids = everybody.iterator() if member_ids is None else iter(sorted(set(member_ids)))
    while some := list(islice(ids, BATCH)):
        yield from _of_batch(some, today)


def _of_batch(member_ids: list[int], today: date) -> Iterator[Difference]:
    events: dict[int, list[MemberEvent]] = defaultdict(list)
    for event in MemberEvent.objects.filter(member__in=member_ids).order_by("on", "pk"):
        events[event.member_id].append(event)
    places: dict[int, list[Affiliation]] = defaultdict(list)
    for place in Affiliation.objects.filter(member__in=member_ids):
        places[place.member_id].append(place)
    offices: dict[int, list[Office]] = defaultdict(list)
    for office in Office.objects.filter(member__in=member_ids):
        offices[office.member_id].append(office)
    for member in Member.objects.filter(pk__in=member_ids).order_by("pk"):
        own = _Rows(member, places[member.pk], offices[member.pk], events[member.pk])
        yield from own.of_today(today)
        yield from own.of_every_day()


@dataclass(frozen=True)
class _Rows:
    member: Member
    places: list[Affiliation]
    offices: list[Office]
    events: list[MemberEvent]

    def of_today(self, today: date) -> Iterator[Difference]:
        state = replay(self.events, today)
        for part in COLUMNS:
            yield from self._compare(part, today, getattr(self.member, part), getattr(state, part))
        yield from self._compare("stands_for", today, self.member.stands_for_id, state.stands_for)
        derived = names.search_text(name=self.member.name, number=self.member.number)
        yield from self._compare("search_text", today, self.member.search_text, derived)

    def of_every_day(self) -> Iterator[Difference]:
        for day in sorted(self._days()):
            state = replay(self.events, day)
            yield from self._compare("place", day, self._place(day), state.organisation_id)
            yield from self._compare("offices", day, self._held(day), state.offices)

    def _days(self) -> set[date]:
        """Each day on which something begins or ends, and the day before."""
        turns = {event.on for event in self.events}
        dated: list[Affiliation | Office] = [*self.places, *self.offices]
        for row in dated:
            turns |= {row.starts_on} | ({row.ends_on} if row.ends_on else set())
        return turns | {day - timedelta(days=1) for day in turns}

    def _place(self, day: date) -> int | None:
        return next((row.organisation_id for row in self.places if row.lasts_on(day)), None)

    def _held(self, day: date) -> frozenset[HeldOffice]:
        held = [row for row in self.offices if row.is_held_on(day)]
        return frozenset(HeldOffice(row.pk, row.role, row.organisation_id) for row in held)

    def _compare(self, part: str, on: date, row: object, told: object) -> Iterator[Difference]:
        if row != told:
            yield Difference(self.member.pk, self.member.public_id, part, on, row, told)


def state_on(member_id: int, day: date) -> MemberState:
    """How a member stood at the end of that day, as the timeline tells it; one query."""
    return replay(MemberEvent.objects.filter(member_id=member_id).order_by("on", "pk"), day)
