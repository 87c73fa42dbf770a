"""A course of the general branch that can be exported, and a course file that came there and was looked at."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from courses.models import Course, CourseImport, ImportState
from courses.services import add_chapter, add_lecture, create_course, publish_course
from school.organisation.models import Organisation

if TYPE_CHECKING:
    from tests.contracts.world import World


def plant(world: World, at: datetime) -> None:
    course = Course.objects.get(public_id=world.ids["course_id"])
    found = CourseImport.objects.create(
        organisation=course.organisation,
        by=world.people["instructor"],
        title="金丝雀课程文件",
        state=ImportState.CHECKED,
        counts={"chapters": 1, "lectures": 1, "files": 0, "bytes": 0},
        created_at=at,
    )
    made = create_course(organisation=course.organisation, member=found.by, title="金丝雀出行课程", at=at)
    chapter = add_chapter(course=made, title="第一章", at=at)
    add_lecture(chapter=chapter, kind="article", title="出行", body="<p>介绍信</p>", at=at)
    second = Organisation.objects.get(name="经管第二支部")
    publish_course(course=made, member=found.by, audiences=[second], at=at)
    world.name(**{"import": found, "travelling": made})
    world.canaries += ["金丝雀课程文件", "金丝雀出行课程"]
