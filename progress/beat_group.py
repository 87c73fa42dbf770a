"""The books of one group of deliveries: what the members have, read once, settled in memory, written once.

Three reads and three writes, however many members and beats: the locks with the spent time, the coverage, the sessions
with what they already counted; then the accepted beats, the coverage, the spent time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import FilteredRelation, Q

from progress.beats import SESSION_MS, Acceptance, Account, Beat, BeatRefused, Refusal, judge
from progress.coverage import Played
from progress.intervals import Interval, Intervals, by_day, milliseconds, moment, union
from progress.models import AcceptedBeat, Coverage, SpentTime, ViewingSession
from progress.tickets import Ticket, school_zone

Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Delivery:
    """Beats of one session as they arrived. A beat that could not be read is its number, if it had one."""

    ticket: Ticket
    beats: tuple[Beat | int | None, ...]
    received_ms: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to a delivery: (number, new seconds) and (number, reason), in the order they were sent."""

    accepted: tuple[tuple[int, int], ...]
    refused: tuple[tuple[int | None, Refusal], ...]
    before: Played
    played: Played
    resume_ms: int


class BeatGroup:
    """Opened inside a transaction, which holds the members' locks until the books are saved."""

    def __init__(self, deliveries: Sequence[Delivery]) -> None:
        self._days = _lock_days(deliveries)
        self._coverage = _read_coverage(deliveries)
        self._closed, self._counted = _read_sessions(deliveries)
        self._spent: dict[int, Intervals] = {}
        for (member_id, _day), row in self._days.items():
            self._spent[member_id] = union(self._spent.get(member_id, ()), row.intervals)
        self._new: list[AcceptedBeat] = []
        self._touched: set[Key] = set()

    def settle(self, delivery: Delivery) -> Receipt:
        """Judge the beats one after the other; each sees what the ones before it have spent."""
        ticket = delivery.ticket
        kept = self._coverage[ticket.member_id, ticket.asset_id]
        before = kept.played
        accepted: list[tuple[int, int]] = []
        refused: list[tuple[int | None, Refusal]] = []
        for beat in delivery.beats:
            try:
                accepted.append(self._count(beat, delivery, kept))
            except BeatRefused as reason:
                refused.append((beat.seq if isinstance(beat, Beat) else beat, reason.refusal))
        return Receipt(tuple(accepted), tuple(refused), before, kept.played, kept.resume_ms)

    def _count(self, beat: Beat | int | None, delivery: Delivery, kept: Coverage) -> tuple[int, int]:
        if not isinstance(beat, Beat):
            raise BeatRefused(Refusal.MALFORMED)
        ticket = delivery.ticket
        known = self._counted.get((ticket.session_id, beat.seq))
        if known is not None:
            if known.digest != beat.digest:
                raise BeatRefused(Refusal.SEQ_REUSED)
            return beat.seq, known.new_seconds
        outcome = judge(
            beat,
            terms=ticket.terms(closed_ms=self._closed[ticket.session_id]),
            account=self._account(ticket.member_id, kept),
            now_ms=delivery.received_ms,
        )
        self._enter(beat, outcome, delivery, kept)
        return beat.seq, outcome.new_seconds

    def _account(self, member_id: int, kept: Coverage) -> Account:
        offline = {day: row.offline_ms for (owner, day), row in self._days.items() if owner == member_id}
        return Account(played=kept.played, spent=self._spent[member_id], offline_ms=offline)

    def _enter(self, beat: Beat, outcome: Acceptance, delivery: Delivery, kept: Coverage) -> None:
        ticket = delivery.ticket
        fact = AcceptedBeat(
            session_id=ticket.session_id,
            seq=beat.seq,
            digest=beat.digest,
            wall_start_ms=outcome.wall[0],
            wall_end_ms=outcome.wall[1],
            media=[list(one) for one in beat.media],
            rate=beat.rate,
            borrowed=[list(one) for one in outcome.borrowed],
            new_seconds=outcome.new_seconds,
            offline_ms=outcome.offline_ms,
            accepted_at=moment(delivery.received_ms),
        )
        self._new.append(fact)
        self._counted[ticket.session_id, beat.seq] = fact
        self._touched.add((ticket.member_id, ticket.asset_id))
        self._spent[ticket.member_id] = outcome.account.spent
        for day, ms in outcome.account.offline_ms.items():
            self._days[ticket.member_id, day].offline_ms = ms
        kept.take(outcome.account.played, timeline=ticket.timeline)
        if outcome.wall[1] >= kept.resume_wall_ms:
            kept.resume_wall_ms, kept.resume_ms = outcome.wall[1], min(beat.media[-1][1], ticket.duration_ms)

    def save(self) -> None:
        """Write what has changed: three statements, or none."""
        if not self._new:
            return
        AcceptedBeat.objects.bulk_create(self._new)
        Coverage.objects.bulk_create(
            [_without_key(self._coverage[key]) for key in sorted(self._touched)],
            update_conflicts=True,
            unique_fields=["member", "asset"],
            update_fields=["bits", "fringe", "resume_ms", "resume_wall_ms"],
        )
        SpentTime.objects.bulk_create(
            self._changed_days(),
            update_conflicts=True,
            unique_fields=["member", "day"],
            update_fields=["spent", "offline_ms"],
        )

    def _changed_days(self) -> list[SpentTime]:
        changed = []
        for member_id in sorted({member_id for member_id, _asset in self._touched}):
            for day, spent in cut_into_days(self._spent[member_id]).items():
                row = self._days[member_id, day]
                if row.intervals != spent:
                    kept = [list(part) for part in spent]
                    changed.append(SpentTime(member_id=member_id, day=day, spent=kept, offline_ms=row.offline_ms))
        return changed


def cut_into_days(spent: Intervals) -> dict[date, Intervals]:
    """Wall time by the school's days."""
    days: dict[date, list[Interval]] = defaultdict(list)
    for interval in spent:
        for day, part in by_day(interval, zone=school_zone()):
            days[day].append(part)
    return {day: tuple(parts) for day, parts in days.items()}


def _without_key(kept: Coverage) -> Coverage:
    """A copy for an upsert: with its primary key it would collide with itself before it meets the unique pair."""
    return Coverage(
        member_id=kept.member_id,
        asset_id=kept.asset_id,
        bits=kept.bits,
        fringe=kept.fringe,
        resume_ms=kept.resume_ms,
        resume_wall_ms=kept.resume_wall_ms,
    )


def days_of(ticket: Ticket) -> list[date]:
    """Every day that a session can spend time of: its rows were made when it was opened."""
    start = ticket.terms(closed_ms=None).tolerance[0]
    return [day for day, _part in by_day((start, ticket.t0_ms + SESSION_MS), zone=school_zone())]


def _lock_days(deliveries: Sequence[Delivery]) -> dict[tuple[int, date], SpentTime]:
    """Lock the members, in the order of their ids, together with their spent time."""
    rows = (
        SpentTime.objects.select_for_update(of=("self", "member"), no_key=True)
        .filter(
            member__in={delivery.ticket.member_id for delivery in deliveries},
            day__in={day for delivery in deliveries for day in days_of(delivery.ticket)},
        )
        .select_related("member")
        .only("member__id", "day", "spent", "offline_ms")
        .order_by("member_id", "day")
    )
    return {(row.member_id, row.day): row for row in rows}


def _read_coverage(deliveries: Sequence[Delivery]) -> dict[Key, Coverage]:
    rows = Coverage.objects.filter(
        member__in={delivery.ticket.member_id for delivery in deliveries},
        asset__in={delivery.ticket.asset_id for delivery in deliveries},
    )
    return {(row.member_id, row.asset_id): row for row in rows}


def _read_sessions(
    deliveries: Sequence[Delivery],
) -> tuple[dict[int, int | None], dict[Key, AcceptedBeat]]:
    """When each session was closed, and the beats it already counted under the numbers at hand."""
    numbers = {beat.seq for delivery in deliveries for beat in delivery.beats if isinstance(beat, Beat)}
    rows = (
        ViewingSession.objects.filter(pk__in={delivery.ticket.session_id for delivery in deliveries})
        .annotate(counted=FilteredRelation("beats", condition=Q(beats__seq__in=numbers or {0})))
        .values_list("pk", "closed_at", "counted__seq", "counted__digest", "counted__new_seconds")
    )
    closed: dict[int, int | None] = {}
    counted: dict[Key, AcceptedBeat] = {}
    for pk, closed_at, seq, digest, new_seconds in rows:
        closed[pk] = milliseconds(closed_at) if closed_at else None
        if seq is not None:
            counted[pk, seq] = AcceptedBeat(session_id=pk, seq=seq, digest=digest, new_seconds=new_seconds)
    return closed, counted
