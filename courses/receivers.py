"""What follows when a course is published, and when a file that came with one is prepared."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from courses.events import CoursePublished
from courses.models import Course
from courses.news import COURSE_PUBLISHED
from courses.reach import members_who_see
from courses.roundtrip.promises import keep_promises
from courses.services.watching_captions import ask_about_captions
from media.events import AssetPublished, CaptionsChanged
from media.models import Asset
from school.events.announcing import listens_to
from school.notices.services.notifying import notify
from school.organisation.models import Member


@listens_to(CoursePublished)
def tell_audience(event: CoursePublished) -> None:
    """Everybody who sees the course that day hears of it: who is invited, enrolled, or where it was adopted."""
    course = Course.objects.get(pk=event.course_id)
    notify(
        kind=COURSE_PUBLISHED,
        object_kind="course",
        object_id=course.public_id,
        facts={"title": course.title, "number": event.number, "required": course.required},
        url=reverse("courses:course", args=[course.public_id]),
        member_ids=members_who_see(course, on=timezone.localdate(event.at)).values_list("pk", flat=True),
        except_ids=[event.published_by_id],
        at=event.at,
    )


@listens_to(CaptionsChanged)
def tell_reviewers(event: CaptionsChanged) -> None:
    if event.by_id is not None and event.at is not None:
        ask_about_captions(asset_id=event.asset_id, by=Member.objects.get(pk=event.by_id), at=event.at)


@listens_to(AssetPublished)
def say_what_was_promised(event: AssetPublished) -> None:
    keep_promises(asset=Asset.objects.get(pk=event.asset_id))
