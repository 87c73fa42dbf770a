"""Slides with a narration, in the draft and in the revision of the general branch's course."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from courses.models import Chapter, Lecture
from courses.services import publish_course
from media.models import Asset
from school.organisation.models import Organisation
from tests.courses.decks import add_pages, add_slides

if TYPE_CHECKING:
    from tests.contracts.world import World


def plant(world: World, at: datetime) -> None:
    chapter = Chapter.objects.select_related("course__organisation").get(public_id=world.ids["chapter_id"])
    instructor = world.people["instructor"]
    ready = {"state": "ready", "published_level": 2, "edition": "e1", "size": 9, "received": 9, "stored_at": at}
    owned = {"organisation": chapter.course.organisation, "uploaded_by": instructor, "created_at": at, **ready}
    deck = Asset.objects.create(title="金丝雀幻灯片", file_name="a.pdf", kind="deck", **owned)
    sound = Asset.objects.create(title="金丝雀旁白", file_name="a.m4a", kind="audio", duration_ms=60_000, **owned)
    add_pages(deck, ["金丝雀页面", ""], alt="金丝雀说明")
    slides = add_slides(chapter=chapter, deck=deck, narration=sound, times=[0, 30_000], at=at)
    second = Organisation.objects.get(name="经管第二支部")
    publish_course(course=chapter.course, member=instructor, audiences=[second], at=at)
    world.name(slides=Lecture.objects.get(pk=slides.pk), deck=deck, narration=sound)
    world.canaries += ["金丝雀幻灯片", "金丝雀旁白", "金丝雀页面", "金丝雀说明"]
