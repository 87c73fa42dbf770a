"""The history of the general branch's draft, another draft of it to send to, and one that was deleted."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from courses.models import Course, Lecture
from courses.services import add_chapter, add_lecture, create_course, delete_course, remove_lecture

if TYPE_CHECKING:
    from tests.contracts.world import World


def plant(world: World, at: datetime) -> None:
    course = Course.objects.select_related("organisation").get(public_id=world.ids["course_id"])
    instructor = world.people["instructor"]
    owned = {"organisation": course.organisation, "member": instructor, "at": at}
    deleted = create_course(title="金丝雀废稿", **owned)
    delete_course(course=deleted, member=instructor, at=at)
    history = create_course(title="金丝雀沿革", **owned)
    chapter = add_chapter(course=history, title="金丝雀旧章", at=at, by=instructor)
    lecture = add_lecture(chapter=chapter, kind="article", title="金丝雀旧讲", at=at, by=instructor)
    kept = add_lecture(chapter=chapter, kind="article", title="金丝雀留讲", at=at, by=instructor)
    remove_lecture(lecture=lecture, at=at, by=instructor)
    step = history.steps.get(what="lecture_removed")
    world.name(deleted=deleted, history_course=history, step=step, draft_lecture=Lecture.objects.get(pk=kept.pk))
    world.name(draft_chapter=chapter)
    world.canaries += ["金丝雀废稿", "金丝雀沿革", "金丝雀旧章", "金丝雀旧讲", "金丝雀留讲"]
