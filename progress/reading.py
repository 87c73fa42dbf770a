"""What pages and endpoints of other apps ask about a member's progress: read models, a fixed number of queries each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value

from courses.lineage import OutgrownCourse, outgrown_courses
from courses.models import CourseRevision, LectureRevision
from progress.coverage import Timeline, required_bits, standing, threshold
from progress.intervals import Intervals
from progress.models import CourseCompletion, LectureCompletion, Reading, RuleVersion, ViewingSession
from progress.recordings import read_recordings
from school.composed import Composed, Given, padded
from school.organisation.models import Member

WHOLE = Fraction(1)


@dataclass(frozen=True)
class Standing:
    """Where a member stands in a course: lectures completed of all that are published now, and the `floor` of percent
    that she was shown before the course was changed."""

    lectures: int
    completed_lectures: int
    completed_at: datetime | None
    floor: int = 0

    @property
    def percent(self) -> int:
        """Whole percent, rounded down, never less than was shown before; 100 for a completed course, whatever was
        added since."""
        return 100 if self.completed_at is not None else max(self._share, self.floor)

    @property
    def grown(self) -> bool:
        """Whether the percent says more than lectures completed of lectures: the course has grown since."""
        return self.percent > self._share

    @property
    def _share(self) -> int:
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
    """By course, for those among these that are published; two queries, three where one of them was changed."""
    records = Member.objects.records_of(member_id)
    mine = Q(lecture__completions__member__in=records)
    counts = list(
        LectureRevision.objects.filter(revision__course__in=course_ids)
        .filter(revision=F("revision__course__published_revision"))
        .values_list("revision__course_id", "revision__outgrown")
        .annotate(total=Count("pk", distinct=True), done=Count("pk", filter=mine, distinct=True))
        .order_by()
    )
    completed = dict(
        CourseCompletion.objects.filter(member__in=records, course__in=course_ids)
        .order_by("-completed_at")
        .values_list("course_id", "completed_at")
    )
    before = {course: outgrown_courses(kept) for course, kept, _total, _done in counts if course not in completed}
    floors = _floors(member_id, before)
    return {
        course: Standing(total, done, completed.get(course), floors.get(course, 0))
        for course, _kept, total, done in counts
    }


def _floors(member_id: int, before: dict[int, list[OutgrownCourse]]) -> dict[int, int]:
    """By course, the largest share that the member had completed of what it consisted of before."""
    lectures = {pk for shapes in before.values() for shape in shapes for pk in shape.lecture_ids}
    if not lectures:
        return {}
    completed = {pk: row.completed_at for pk, row in lecture_completions(member_id, lectures).items()}
    return {course: max(shape.percent(completed) for shape in shapes) for course, shapes in before.items() if shapes}


def standing_in(records: Collection[int], revision: CourseRevision, lecture_ids: Collection[int]) -> Standing | None:
    """Where the person with these records stands in a revision with these lectures, if her percent says more than
    lectures completed of lectures: the course has grown since. One query; none where it never had other lectures."""
    shapes = outgrown_courses(revision.outgrown)
    if not shapes:
        return None
    every = set(lecture_ids).union(*(shape.lecture_ids for shape in shapes))
    courses = CourseCompletion.objects.filter(member__in=records, course=revision.course_id)
    lectures = LectureCompletion.objects.filter(member__in=records, lecture__in=every)
    facts = lectures.order_by().values_list("lecture_id", "completed_at")
    rows = list(facts.union(courses.order_by().values_list(Value(0), "completed_at"), all=True))
    # Under whichever record it was completed first.
    found = dict(sorted(rows, key=lambda row: row[1], reverse=True))
    whole = found.pop(0, None)
    standing = Standing(
        lectures=len(lecture_ids),
        completed_lectures=len(found.keys() & set(lecture_ids)),
        completed_at=whole,
        floor=max(shape.percent(found) for shape in shapes),
    )
    return standing if standing.grown else None


def floors_of(member_id: int, course_ids: Collection[int]) -> dict[int, int]:
    """By course, for those among these that had other lectures before: the largest percent that the member was shown
    of those. At most two queries; none without courses."""
    if not course_ids:
        return {}
    shown = CourseRevision.objects.filter(course__in=course_ids, pk=F("course__published_revision"))
    kept = shown.exclude(outgrown=[]).values_list("course", "outgrown")
    return _floors(member_id, {course: outgrown_courses(before) for course, before in kept})


def started_lectures(records: Collection[int], lecture_ids: Collection[int]) -> set[int]:
    """Those among these that the person with these records has opened to watch or to read; one query."""
    return set(_STARTED.rows(own=list(records), lectures=padded(lecture_ids)))


def _started(given: Given) -> QuerySet[Any, int]:
    own = {"member__pk__in": given["own"], "lecture__pk__in": given["lectures"]}
    watched, read = ViewingSession.objects.filter(**own).order_by(), Reading.objects.filter(**own).order_by()
    return watched.values_list("lecture_id", flat=True).union(read.values_list("lecture_id", flat=True))


_STARTED: Composed[int] = Composed(_started)


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
    held = read_recordings(member_id, shown)
    return watched(held.bits(shown), held.resume_ms, required=required, share=share, floor=held.floor(shown))


def watched(bits: int, resume_ms: int, *, required: int, share: Fraction, floor: int = 0) -> Watched:
    """A bitmap judged, with the place to go on from. `floor` is what was shown before the recording was changed: the
    percent stays there until more of the new one is watched, and the seconds are those of the new one."""
    judged = standing(bits, required=required, share=share)
    return Watched(judged.covered, judged.missing, max(judged.percent, floor), judged.complete, resume_ms)
