"""The index follows what is published, in the same transaction; a failure is tried again every minute."""

from __future__ import annotations

from courses.events import CoursePublished, CourseWithdrawn
from courses.services.indexing import index_asset, index_course
from media.events import CaptionsChanged
from school.events.announcing import listens_to


@listens_to(CoursePublished)
def find_what_is_published(event: CoursePublished) -> None:
    index_course(course_id=event.course_id)


@listens_to(CourseWithdrawn)
def forget_what_is_withdrawn(event: CourseWithdrawn) -> None:
    index_course(course_id=event.course_id)


@listens_to(CaptionsChanged)
def find_what_is_said(event: CaptionsChanged) -> None:
    index_asset(asset_id=event.asset_id)
