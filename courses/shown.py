"""The lectures of one revision as a member's page needs them: one query, composed once for each shape of a person."""

from __future__ import annotations

from django.db.models import Case, F, JSONField, When

from courses.models import LectureRevision
from courses.models.revision import LectureRevisionQuerySet
from courses.scope import opened_ids, scope_of
from school.composed import Composed, Given
from school.organisation.authority import Authority

# The draft of a lecture is no business of a member's page; of a course's revision it needs what is on its cover.
UNREAD = (
    "body",
    "content",
    "lecture__summary",
    "lecture__body",
    "lecture__page_times",
    "lecture__gate",
    "revision__audience",
    "revision__changes",
)


def lectures_of_course(authority: Authority, course_id: str) -> list[LectureRevision]:
    """Of the course with this public id, in order and without their texts; none if the member may not see it."""
    return _OF_COURSE.rows(course=course_id, **scope_of(authority))


def lectures_beside(authority: Authority, lecture_id: str) -> list[LectureRevision]:
    """All of the revision in which the lecture with this public id stands, likewise; that one with its content."""
    rows = _BESIDE.rows(lecture=lecture_id, **scope_of(authority))
    for shown in rows:
        if shown.lecture.public_id == lecture_id:
            shown.content = vars(shown).pop("own_content")
    return rows


def _visible(given: Given) -> LectureRevisionQuerySet:
    """The twin of `LectureRevision.objects.visible_to`, over places."""
    rows = LectureRevision.objects.current().filter(revision__course__pk__in=opened_ids(given))
    return rows.for_page().defer(*UNREAD)


_OF_COURSE: Composed[LectureRevision] = Composed(
    lambda given: _visible(given).filter(revision__course__public_id=given["course"])
)
_BESIDE: Composed[LectureRevision] = Composed(
    lambda given: (
        _visible(given)
        .filter(revision__lectures__lecture__public_id=given["lecture"])
        .annotate(
            own_content=Case(When(lecture__public_id=given["lecture"], then=F("content")), output_field=JSONField())
        )
    )
)
