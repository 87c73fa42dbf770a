"""What pages and endpoints of other apps ask about a member's progress: read models, a fixed number of queries each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db.models import Count, F, Q

from courses.models import LectureRevision
from progress.coverage import Played, Timeline, required_bits, standing, threshold
from progress.intervals import Intervals
from progress.models import CourseCompletion, Coverage, LectureCompletion, Reading, RuleVersion, ViewingSession
from school.organisation.models import Member

WHOLE = Fraction(1)


@dataclass(frozen=True)
class Standing:
    """Where a member stands in a course: lectures completed of all that are published now."""

    lectures: int
    completed_lectures: int
    completed_at: datetime | None

    @property
    def percent(self) -> int:
        """Whole percent, rounded down; 100 for a completed course, whatever was added since."""
        if self.completed_at is not None:
            return 100
        return self.completed_lectures * 100 // self.lectures if self.lectures else 0


@dataclass(frozen=True)
class Watched:
    """How far a member is in a recording. Intervals are of seconds; `percent` is of the required ones."""

    covered: Intervals
    missing: Intervals
    percent: int
    complete: bool
    resume_ms: int


def course_standing(member_id: int, course_ids: Collection[int]) -> dict[int, Standing]:
    """By course, for those among these that are published; two queries."""
    records = Member.objects.records_of(member_id)
    mine = Q(lecture__completions__member__in=records)
    counts = (
        LectureRevision.objects.filter(revision__course__in=course_ids)
        .filter(revision=F("revision__course__published_revision"))
        .values_list("revision__course_id")
        .annotate(total=Count("pk", distinct=True), done=Count("pk", filter=mine, distinct=True))
        .order_by()
    )
    completed = dict(
        CourseCompletion.objects.filter(member__in=records, course__in=course_ids)
        .order_by("-completed_at")
        .values_list("course_id", "completed_at")
    )
    return {course: Standing(total, done, completed.get(course)) for course, total, done in counts}


def started_lectures(member_id: int, lecture_ids: Collection[int]) -> set[int]:
    """Those among these that the member has opened to watch or to read; one query."""
    records = Member.objects.records_of(member_id)
    watched = ViewingSession.objects.filter(member__in=records, lecture_id__in=lecture_ids)
    read = Reading.objects.filter(member__in=records, lecture_id__in=lecture_ids)
    return set(watched.values_list("lecture_id", flat=True).union(read.values_list("lecture_id", flat=True)))


def lecture_completions(member_id: int, lecture_ids: Collection[int]) -> dict[int, LectureCompletion]:
    """By lecture, under whichever record of the person it was completed first; one query."""
    records = Member.objects.records_of(member_id)
    rows = LectureCompletion.objects.filter(member__in=records, lecture_id__in=lecture_ids)
    return {row.lecture_id: row for row in rows.order_by("-completed_at")}


def coverage_of(member_id: int, shown: LectureRevision, version: RuleVersion) -> Watched | None:
    """How far the member is in the recording of a published lecture, by these rules; None without a recording.

    One query, if the lecture came with its asset.
    """
    if shown.asset is None or not shown.asset.duration_ms:
        return None
    return seconds_of(member_id, shown, share=threshold(Timeline(shown.asset.duration_ms), version.rules))


def seconds_of(member_id: int, shown: LectureRevision, *, share: Fraction = WHOLE) -> Watched | None:
    """As `coverage_of`, where `share` of the required seconds makes it complete."""
    if shown.asset is None or not shown.asset.duration_ms:
        return None
    required = required_bits(
        Timeline(shown.asset.duration_ms), from_ms=shown.required_from_ms, to_ms=shown.required_to_ms
    )
    kept = Coverage.objects.filter(member_id=member_id, asset_id=shown.asset.pk).first()
    played, resume_ms = (kept.played, kept.resume_ms) if kept else (Played(), 0)
    return watched(played, resume_ms, required=required, share=share)


def watched(played: Played, resume_ms: int, *, required: int, share: Fraction) -> Watched:
    """A bitmap judged, with the place to go on from."""
    judged = standing(played.bits, required=required, share=share)
    return Watched(judged.covered, judged.missing, judged.percent, judged.complete, resume_ms)
