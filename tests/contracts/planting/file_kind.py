"""A lecture that hands out a file, in the draft and in the revision of the general branch's course."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from courses.models import Chapter
from courses.services import add_lecture, attach_document, publish_course
from media.models import Asset
from school.organisation.models import Organisation

if TYPE_CHECKING:
    from tests.contracts.world import World


def plant(world: World, at: datetime) -> None:
    chapter = Chapter.objects.select_related("course__organisation").get(public_id=world.ids["chapter_id"])
    instructor = world.people["instructor"]
    handout = Asset.objects.create(
        title="金丝雀讲义",
        file_name="金丝雀讲义.pdf",
        kind="document",
        content_type="application/pdf",
        organisation=chapter.course.organisation,
        uploaded_by=instructor,
        created_at=at,
        stored_at=at,
        state="ready",
        published_level=2,
        edition="e1",
        size=9,
        received=9,
    )
    lecture = add_lecture(chapter=chapter, kind="file", title="讲义下载", at=at)
    attach_document(lecture=lecture, asset=handout, at=at)
    second = Organisation.objects.get(name="经管第二支部")
    publish_course(course=chapter.course, member=instructor, audiences=[second], at=at)
    world.name(file=lecture)
    world.canaries += ["金丝雀讲义"]
