"""What other apps keep for the lectures of a draft, as rows of its state: the composition of quizzes and timelines.

Only an act that composes them anew, as restoring does, looks at these rows; their own editors keep their own history.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from courses.attachments import all_attachments
from courses.draft_state import DraftState, Row
from courses.kinds import kind_of
from courses.models import Lecture

COMPOSED, BY_KIND = "composed", "kind"


def composed_state(course_id: int) -> DraftState:
    """Of every lecture of the course, also of those that were taken out."""
    return _state(list(Lecture.objects.filter(chapter__course=course_id).select_related("chapter")))


def is_composition(row: str) -> bool:
    """Whether this row of a step tells of a composition."""
    return row.startswith(f"{COMPOSED} ")


def composition_stands(row: str, expected: Mapping[str, Any]) -> bool:
    """Whether the same is asked in the same words."""
    found = _state([_lecture(row)])[row]
    return all(_said(found.get(name)) == _said(composition) for name, composition in expected.items())


def compose(row: str, target: Mapping[str, Any], *, at: datetime) -> None:
    """Bring back this side of the row."""
    lecture = _lecture(row)
    if target.get(BY_KIND) is not None:
        kind_of(lecture.kind).restore(lecture, target[BY_KIND]["content"], at)
    for attachment in all_attachments():
        if attachment.key in target:
            before = target[attachment.key]
            attachment.restore(lecture, before["content"] if before else None, at)


def _state(lectures: Sequence[Lecture]) -> DraftState:
    attached = {attachment.key: attachment.composed(lectures) for attachment in all_attachments()}
    state: DraftState = {}
    for lecture in lectures:
        found = {BY_KIND: kind_of(lecture.kind).composed(lecture)}
        found |= {key: compositions.get(lecture.pk) for key, compositions in attached.items()}
        plain: Row = json.loads(json.dumps({name: one and asdict(one) for name, one in found.items()}))
        state[f"{COMPOSED} {lecture.pk}"] = plain
    return state


def _said(composition: Mapping[str, Any] | None) -> Any:
    return composition and composition["said"]


def _lecture(row: str) -> Lecture:
    return Lecture.objects.select_related("chapter").get(pk=int(row.split()[1]))
