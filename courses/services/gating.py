"""Setting when a lecture of the draft opens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from courses.access_errors import GateInCircles
from courses.availability import GateMalformed, check
from courses.errors import GateInvalid
from courses.gates import waits_for_itself
from courses.models import Chapter, Lecture, StepKind
from courses.services.drafting import lock_draft
from courses.services.history import recorded_lecture
from school.organisation.models import Member


def sound_gate(*, gate: Mapping[str, Any], chapter: Chapter) -> dict[str, Any]:
    """The gate as a lecture of this chapter may have it.

    Raises:
        GateInvalid: it does not follow the grammar.
        GateInCircles: it names the course itself, or one that waits for it.
    """
    try:
        check(gate)
    except GateMalformed as error:
        raise GateInvalid from error
    if waits_for_itself(chapter, gate):
        raise GateInCircles
    return dict(gate)


@transaction.atomic
def set_gate(*, lecture: Lecture, gate: Mapping[str, Any], at: datetime, by: Member | None = None) -> Lecture:
    """Change the opening condition in the draft; members meet it with the next publication.

    Raises:
        GateInvalid, GateInCircles: as `sound_gate`.
    """
    sound = sound_gate(gate=gate, chapter=lecture.chapter)
    with recorded_lecture(lecture=lecture, by=by, what=StepKind.LECTURE_EDITED, at=at):
        lock_draft(course_id=lecture.chapter.course_id, at=at)
        lecture.gate = sound
        Lecture.objects.filter(pk=lecture.pk).update(gate=lecture.gate, version=F("version") + 1)
    return lecture
