"""Coverage and spent time from the accepted beats, member by member.

The bitmap is not grown beat by beat as `progress.coverage.play` does it: each second is weighed against all beats.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import groupby

from progress.beat_group import cut_into_days
from progress.coverage import SECOND, Timeline, from_bytes, to_bytes
from progress.intervals import Interval, Intervals, by_day, measure, milliseconds, union
from progress.models import AcceptedBeat, Coverage, SpentTime, ViewingSession
from progress.rebuilt.difference import Difference
from progress.recordings import carry
from progress.tickets import school_zone

CHUNK = 2_000


@dataclass
class Recording:
    """All that a member's beats say of one recording."""

    timeline: Timeline
    beats: list[Intervals] = field(default_factory=list)
    last: tuple[int, int] = (0, 0)

    def bits(self) -> int:
        """A second is set if one beat played half of it, or all beats together an unbroken half."""
        half = self.timeline.half_ms
        seconds = {s for beat in self.beats for s, played in _by_second(beat).items() if played >= half}
        together = union(*self.beats)
        seconds |= {s for run in together for s, played in _by_second((run,)).items() if played >= half}
        return sum(1 << second for second in seconds if second < self.timeline.length)


@dataclass
class Facts:
    """What one member's beats come to."""

    recordings: dict[int, Recording] = field(default_factory=dict)
    spent: list[Interval] = field(default_factory=list)
    offline: Counter[date] = field(default_factory=Counter)


def differences() -> Iterator[Difference]:
    """Where coverage or spent time is not what the accepted beats come to."""
    seen = set()
    for member_id, facts in _facts_by_member():
        seen.add(member_id)
        yield from _coverage_differences(member_id, facts)
        yield from _spent_differences(member_id, facts)
    for kept in Coverage.objects.exclude(member__in=seen).iterator():
        if kept.played.bits:
            yield Difference("coverage", f"{kept.member_id}·{kept.asset_id}", "seconds are set that no beat played")
    for row in SpentTime.objects.exclude(member__in=seen).exclude(spent=[]).iterator():
        yield Difference("spent time", f"{row.member_id}·{row.day}", "time is spent that no beat spent")


def bits_by_recording() -> Iterator[tuple[int, int, int]]:
    """(member, asset, bitmap) as the beats say."""
    for member_id, facts in _facts_by_member():
        for asset_id, recording in facts.recordings.items():
            yield member_id, asset_id, recording.bits()


def carried_differences() -> Iterator[Difference]:
    """Where a session was opened with seconds of earlier recordings that no beat had played."""
    sessions = ViewingSession.objects.exclude(carried=b"").select_related("lecture_revision").order_by("member_id")
    bits: dict[int, dict[int, int]] = defaultdict(dict)
    if sessions.exists():
        for member_id, asset_id, seen in bits_by_recording():
            bits[member_id][asset_id] = seen
    for session in sessions.iterator(chunk_size=CHUNK):
        unproven = from_bytes(bytes(session.carried)) & ~carry(
            session.lecture_revision.carried, bits[session.member_id]
        )
        if unproven:
            problem = f"{unproven.bit_count()} seconds are carried over that no beat played"
            yield Difference("carried seconds", session.public_id, problem)


def _facts_by_member() -> Iterator[tuple[int, Facts]]:
    rows = AcceptedBeat.objects.select_related("session__asset", "session__rule_version").order_by(
        "session__member_id", "wall_start_ms", "pk"
    )
    for member_id, beats in groupby(rows.iterator(chunk_size=CHUNK), key=lambda beat: beat.session.member_id):
        yield member_id, _sum_up(beats)


def _sum_up(beats: Iterable[AcceptedBeat]) -> Facts:
    facts = Facts()
    for beat in beats:
        timeline = Timeline(beat.session.asset.duration_ms or 0)
        recording = facts.recordings.setdefault(beat.session.asset_id, Recording(timeline))
        recording.beats.append(union((start, end) for start, end in beat.media))
        recording.last = max(recording.last, (beat.wall_end_ms, min(beat.media[-1][1], timeline.duration_ms)))
        facts.spent += [(beat.wall_start_ms, beat.wall_end_ms), *((start, end) for start, end in beat.borrowed)]
        late_ms = beat.session.rule_version.rules.offline_after_seconds * SECOND
        late = (beat.wall_start_ms, min(beat.wall_end_ms, milliseconds(beat.accepted_at) - late_ms))
        for day, (start, end) in by_day(late, zone=school_zone()):
            facts.offline[day] += end - start
    return facts


def _by_second(intervals: Intervals) -> Counter[int]:
    """Milliseconds played of each second."""
    played: Counter[int] = Counter()
    for start, end in intervals:
        for second in range(start // SECOND, -(-end // SECOND)):
            played[second] += min(end, (second + 1) * SECOND) - max(start, second * SECOND)
    return played


def _coverage_differences(member_id: int, facts: Facts) -> Iterator[Difference]:
    standing = {kept.asset_id: kept for kept in Coverage.objects.filter(member_id=member_id)}
    for asset_id in standing.keys() | facts.recordings.keys():
        subject = f"{member_id}·{asset_id}"
        kept, recording = standing.get(asset_id), facts.recordings.get(asset_id)
        stands = from_bytes(bytes(kept.bits)) if kept else 0
        follows = recording.bits() if recording else 0
        if stands & ~follows:
            yield Difference(
                "coverage", subject, f"{(stands & ~follows).bit_count()} seconds are set that no beat played"
            )
        if follows & ~stands and recording:
            missing = (follows & ~stands).bit_count()
            mend = partial(_raise_coverage, member_id, asset_id, recording)
            yield Difference("coverage", subject, f"{missing} seconds are missing that were played", mend)
        elif kept and recording and (kept.resume_wall_ms, kept.resume_ms) != recording.last:
            mend = partial(_raise_coverage, member_id, asset_id, recording)
            yield Difference("coverage", subject, "the place to go on from is another", mend)


def _raise_coverage(member_id: int, asset_id: int, recording: Recording) -> None:
    kept, _created = Coverage.objects.select_for_update().get_or_create(member_id=member_id, asset_id=asset_id)
    kept.bits = to_bytes(kept.played.bits | recording.bits(), timeline=recording.timeline)
    kept.resume_wall_ms, kept.resume_ms = recording.last
    kept.save(update_fields=["bits", "resume_wall_ms", "resume_ms"])


def _spent_differences(member_id: int, facts: Facts) -> Iterator[Difference]:
    standing = {row.day: row for row in SpentTime.objects.filter(member_id=member_id)}
    follows = defaultdict[date, Intervals](tuple, cut_into_days(union(facts.spent)))
    if measure(union(facts.spent)) != sum(end - start for start, end in facts.spent):
        yield Difference("spent time", str(member_id), "two beats have spent the same time")
    for day in standing.keys() | follows.keys():
        row = standing.get(day)
        stands = (row.intervals, row.offline_ms) if row else ((), 0)
        if stands != (follows[day], facts.offline[day]):
            mend = partial(_raise_spent, member_id, day, follows[day], facts.offline[day])
            yield Difference("spent time", f"{member_id}·{day}", "it is not what the beats have spent", mend)


def _raise_spent(member_id: int, day: date, spent: Intervals, offline_ms: int) -> None:
    row, _created = SpentTime.objects.select_for_update().get_or_create(member_id=member_id, day=day)
    row.spent = [list(part) for part in union(row.intervals, spent)]
    row.offline_ms = max(row.offline_ms, offline_ms)
    row.save(update_fields=["spent", "offline_ms"])
