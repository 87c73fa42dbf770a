"""A topic and a series of the general branch, with its course in both."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from courses.models import Course
from courses.services.series import add_to_series, create_series
from courses.services.topics import add_topic, file_course

if TYPE_CHECKING:
    from tests.contracts.world import World


def plant(world: World, at: datetime) -> None:
    course = Course.objects.select_related("organisation").get(public_id=world.ids["course_id"])
    topic = add_topic(organisation=course.organisation, name="金丝雀专题")
    file_course(course=course, topics=[topic])
    series = create_series(organisation=course.organisation, title="金丝雀系列", introduction="金丝雀导语", at=at)
    add_to_series(series=series, course=course, at=at)
    world.name(topic=topic, series=series)
    world.canaries += ["金丝雀专题", "金丝雀系列", "金丝雀导语"]
