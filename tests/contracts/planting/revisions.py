"""A course that was published twice, with a film in it that took the place of another."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from courses.models import Lecture
from courses.services import add_chapter, add_lecture, attach_asset, create_course, publish_course
from media.models import Asset
from school.organisation.models import Organisation

if TYPE_CHECKING:
    from tests.contracts.world import World


def plant(world: World, at: datetime) -> None:
    economics = Organisation.objects.get(name="经管总支")
    second = Organisation.objects.get(name="经管第二支部")
    instructor = world.people["instructor"]
    course = create_course(organisation=economics, member=instructor, title="金丝雀修订", at=at)
    chapter = add_chapter(course=course, title="金丝雀修订章", at=at)
    add_lecture(chapter=chapter, kind="article", title="金丝雀修订文", body="金丝雀旧文。", at=at)
    ready = {"state": "ready", "published_level": 2, "edition": "e1", "size": 9, "received": 9, "stored_at": at}
    owned = {"organisation": economics, "uploaded_by": instructor, "created_at": at, "kind": "video", **ready}
    first = Asset.objects.create(title="金丝雀旧片", file_name="a.mp4", duration_ms=60_000, **owned)
    other = Asset.objects.create(title="金丝雀新片", file_name="b.mp4", duration_ms=68_000, **owned)
    film = add_lecture(chapter=chapter, kind="video", title="金丝雀影片", asset=first, at=at)
    publish_course(course=course, member=instructor, audiences=[second], at=at)
    attach_asset(lecture=film, asset=other, at=at)
    world.name(revised=course, refilmed=Lecture.objects.get(pk=film.pk), first_film=first, keeper=economics)
    world.ids["revision_number"] = "1"
    world.canaries += ["金丝雀修订", "金丝雀旧文", "金丝雀旧片", "金丝雀新片"]
