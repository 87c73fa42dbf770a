"""Source, author and editor (来源, 作者, 编辑) of a course and of its lectures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from courses.models import Course, Lecture, StepKind
from courses.models.labels import LABELS
from courses.services.drafting import lock_draft
from courses.services.history import recorded
from school.organisation.models import Member

Labels = Mapping[str, str]


@transaction.atomic
def set_labels(*, course: Course, about: Labels, lectures: Mapping[str, Labels], by: Member, at: datetime) -> Course:
    """Put these words into the draft; `lectures` by public id. Members see them when it is published."""
    with recorded(course_id=course.pk, by=by, what=StepKind.COURSE_EDITED, at=at):
        draft = lock_draft(course_id=course.pk, at=at)
        _put(draft, about)
        rows = Lecture.objects.in_draft().filter(chapter__course=draft, public_id__in=lectures)
        for lecture in rows:
            _put(lecture, lectures[lecture.public_id])
    return draft


def _put(row: Course | Lecture, labels: Labels) -> None:
    changed = [name for name in LABELS if getattr(row, name) != labels.get(name, "").strip()]
    for name in changed:
        setattr(row, name, labels.get(name, "").strip())
    if changed:
        row.save(update_fields=changed)
