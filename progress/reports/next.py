"""What is next for a member: where she left off, or the first thing that is not completed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import DateTimeField, Exists, OuterRef, QuerySet, Subquery

from courses.models import Course, LectureRevision
from progress.models import CourseCompletion, LectureCompletion, ViewingSession
from school.organisation.authority import Authority

COURSES_SHOWN = 6


@dataclass(frozen=True)
class NextLecture:
    """One lecture to go on with; `number` counts from 1 within its course."""

    lecture_id: str
    title: str
    course_id: str
    course_title: str
    number: int
    of: int
    required: bool
    started: bool


@dataclass(frozen=True)
class WaitingCourse:
    """A course that is open to the member and not completed."""

    course_id: str
    title: str
    required: bool
    lectures: int
    completed: int
    minutes: int


@dataclass(frozen=True)
class Ahead:
    next: NextLecture | None
    courses: list[WaitingCourse]


def ahead_of(*, member_id: int, authority: Authority) -> Ahead:
    """The next lecture and the first waiting courses, required ones first; two queries."""
    lectures = _lectures(_waiting(member_id, authority), member_id)
    by_course: dict[int, list[LectureRevision]] = defaultdict(list)
    for lecture in lectures:
        by_course[lecture.revision_id].append(lecture)
    undone = [lecture for lecture in lectures if not lecture.completed]
    started = [lecture for lecture in undone if lecture.last_opened_at]
    chosen = max(started, key=lambda lecture: lecture.last_opened_at, default=undone[0] if undone else None)
    return Ahead(
        next=_next(chosen, by_course[chosen.revision_id]) if chosen else None,
        courses=[_course(rows) for rows in by_course.values()],
    )


def _waiting(member_id: int, authority: Authority) -> QuerySet[Course]:
    completed = CourseCompletion.objects.filter(member_id=member_id, course=OuterRef("pk"))
    return (
        Course.objects.visible_to(authority)
        .exclude(Exists(completed))
        .order_by("-published_revision__required", "-published_revision__published_at", "pk")
    )


def _lectures(courses: QuerySet[Course], member_id: int) -> list[LectureRevision]:
    shown = list(courses.values_list("published_revision_id", flat=True)[:COURSES_SHOWN])
    last_opened = (
        ViewingSession.objects.filter(member_id=member_id, lecture=OuterRef("lecture"))
        .order_by("-opened_at")
        .values("opened_at")[:1]
    )
    rows = list(
        LectureRevision.objects.filter(revision__in=shown)
        .select_related("revision__course", "lecture")
        .annotate(
            completed=Exists(LectureCompletion.objects.filter(member_id=member_id, lecture=OuterRef("lecture"))),
            last_opened_at=Subquery(last_opened, output_field=DateTimeField()),
        )
        .in_order()
    )
    place = {revision_id: number for number, revision_id in enumerate(shown)}
    return sorted(rows, key=lambda row: place[row.revision_id])


def _next(lecture: LectureRevision, siblings: list[LectureRevision]) -> NextLecture:
    return NextLecture(
        lecture_id=lecture.lecture.public_id,
        title=lecture.title,
        course_id=lecture.revision.course.public_id,
        course_title=lecture.revision.title,
        number=siblings.index(lecture) + 1,
        of=len(siblings),
        required=lecture.revision.required,
        started=lecture.last_opened_at is not None,
    )


def _course(lectures: list[LectureRevision]) -> WaitingCourse:
    revision = lectures[0].revision
    return WaitingCourse(
        course_id=revision.course.public_id,
        title=revision.title,
        required=revision.required,
        lectures=len(lectures),
        completed=sum(lecture.completed for lecture in lectures),
        minutes=int(sum(lecture.minutes for lecture in lectures)),
    )
