"""A recording that asks, in a course of its own; the learner has completed it, and a finding stands in its log."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from progress.models import DecidingFact
from progress.services.completing import complete_lecture
from quizzes.models import Found
from quizzes.services.improving import note_finding
from school.organisation.models import Organisation
from tests.quizzes.timeline.recorded import draft_recording

if TYPE_CHECKING:
    from tests.contracts.world import World


def plant(world: World, at: datetime) -> None:
    instructor = world.people["instructor"]
    economics = Organisation.objects.get(name="经管总支")
    second = Organisation.objects.get(name="经管第二支部")
    recorded = draft_recording(owner=economics, instructor=instructor, audience=second, at=at)
    placed = recorded.place("true_false", 30_000, at=at)
    shown = recorded.publish(at)
    course = recorded.lecture.chapter.course
    complete_lecture(
        member_id=world.people["learner"].pk,
        lecture_id=recorded.lecture.pk,
        lecture_revision_id=shown.pk,
        deciding_fact=DecidingFact.COVERAGE,
        deciding_id="planted",
        at=at,
    )
    entry = note_finding(course=course, found="金丝雀发现", found_by=Found.OTHER, by=instructor, at=at)
    world.name(asking=recorded.lecture, asking_course=course, placed=placed, entry_of_log=entry)
    world.name(bank=recorded.bank, question=recorded.questions["single"])
    world.canaries += ["金丝雀发现"]
