"""A picture in the text of an article of the general branch's course."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from courses.models import Chapter
from courses.services import add_lecture, publish_course
from media.models import Asset
from school.organisation.models import Organisation

if TYPE_CHECKING:
    from tests.contracts.world import World


def plant(world: World, at: datetime) -> None:
    chapter = Chapter.objects.select_related("course__organisation").get(public_id=world.ids["chapter_id"])
    instructor = world.people["instructor"]
    picture = Asset.objects.create(
        organisation=chapter.course.organisation,
        uploaded_by=instructor,
        title="金丝雀图片",
        file_name="canary.png",
        kind="image",
        state="ready",
        published_level=2,
        edition="e1",
        size=9,
        received=9,
        facts={"width": 960, "height": 640, "widths": [480, 960]},
        created_at=at,
        stored_at=at,
    )
    body = f'<h2>一</h2>\n<p>金丝雀图文</p>\n<figure><img alt="金丝雀图意" src="asset:{picture.public_id}"></figure>'
    pictured = add_lecture(chapter=chapter, kind="article", title="图文", body=body, at=at)
    second = Organisation.objects.get(name="经管第二支部")
    publish_course(course=chapter.course, member=instructor, audiences=[second], at=at)
    world.name(pictured=pictured, picture=picture)
    world.canaries += ["金丝雀图片", "金丝雀图文", "金丝雀图意"]
