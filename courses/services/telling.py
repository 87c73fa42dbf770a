"""Who comes to see a published course after the day of its publication hears of it too, once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from courses.models import Course
from courses.news import COURSE_OPENED, COURSE_PUBLISHED
from courses.reach import members_who_see
from school.notices.models import Notice
from school.notices.services.notifying import notify


def who_sees(*, course: Course, at: datetime) -> frozenset[int]:
    """The members to whom the course is open at this moment: to be asked before it is opened to more."""
    if not course.is_published:
        return frozenset()
    return frozenset(members_who_see(course, on=timezone.localdate(at)).values_list("pk", flat=True))


def tell_newcomers(*, course: Course, before: Collection[int], but: int | None, at: datetime) -> None:
    """Tell those who see the published course now, did not `before`, and were never told of it; not `but`, whose act
    it was. What is not published yet is told to all who see it on the day that it is."""
    fresh = who_sees(course=course, at=at) - frozenset(before) - {but}
    told = Notice.objects.filter(
        kind__in=[COURSE_PUBLISHED, COURSE_OPENED], object_kind="course", object_id=course.public_id
    )
    fresh -= frozenset(told.values_list("member_id", flat=True))
    if not fresh or course.published_revision is None:
        return
    notify(
        kind=COURSE_OPENED,
        object_kind="course",
        object_id=course.public_id,
        facts={"title": course.published_revision.title, "required": course.published_revision.required},
        url=reverse("courses:course", args=[course.public_id]),
        member_ids=fresh,
        at=at,
    )
