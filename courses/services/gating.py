"""Setting when a lecture of the draft opens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from courses.availability import GateMalformed, check
from courses.errors import GateInvalid
from courses.models import Lecture, StepKind
from courses.services.drafting import lock_draft
from courses.services.history import recorded_lecture
from school.organisation.models import Member


@transaction.atomic
def set_gate(*, lecture: Lecture, gate: Mapping[str, Any], at: datetime, by: Member | None = None) -> Lecture:
    """Change the opening condition in the draft; members meet it with the next publication.

    Raises:
        GateInvalid: the gate does not follow the grammar.
    """
    try:
        check(gate)
    except GateMalformed as error:
        raise GateInvalid from error
    with recorded_lecture(lecture=lecture, by=by, what=StepKind.LECTURE_EDITED, at=at):
        lock_draft(course_id=lecture.chapter.course_id, at=at)
        lecture.gate = dict(gate)
        Lecture.objects.filter(pk=lecture.pk).update(gate=lecture.gate, version=F("version") + 1)
    return lecture
