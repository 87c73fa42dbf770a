"""Who had a hand in a draft, and therefore does not decide about it."""

from __future__ import annotations

from courses.models import DraftStep, ReviewRound
from courses.ports import writers_elsewhere
from school.organisation.models import Member


def hands_in(*, submitted: ReviewRound) -> set[int]:
    """Ids of all records of whoever wrote in this draft since members last saw it, submitted it, or decided on it."""
    course = submitted.course
    steps = DraftStep.objects.filter(course=course)
    if course.published_revision is not None:
        steps = steps.filter(at__gt=course.published_revision.published_at)
    writers = set(steps.values_list("by", flat=True)) | set(
        steps.filter(undone_by__isnull=False).values_list("undone_by", flat=True)
    )
    writers |= writers_elsewhere(course)
    if course.published_revision is None:
        writers.add(course.created_by_id)
    involved = writers | {submitted.submitted_by_id} | set(submitted.decisions.values_list("reviewer", flat=True))
    persons = Member.objects.filter(pk__in=involved).values_list("pk", "stands_for")
    return {pk for person in persons for pk in person if pk is not None}
