"""Making an office depend on a course, and ending that."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from courses.access_errors import ConditionOver, ConditionStands
from courses.conditions import forget_rules
from courses.models import Course, OfficeCondition
from school.errors import Forbidden
from school.organisation.acting import Act


@transaction.atomic
def set_condition(*, act: Act, role: str, course: Course, grace_days: int) -> OfficeCondition:
    """From today holders of the role have so many days to complete the course; then its data rights rest.

    Raises:
        ConditionStands: the role depends on this course already.
        Forbidden: nobody acts; a rule has an author.
    """
    if act.member is None:
        raise Forbidden
    try:
        with transaction.atomic():
            made = OfficeCondition.objects.create(
                role=role,
                course=course,
                grace_days=grace_days,
                starts_on=act.today,
                set_by=act.member,
                created_at=act.at,
            )
    except IntegrityError as error:
        raise ConditionStands from error
    _record(made, "office.condition_set", act)
    return made


@transaction.atomic
def end_condition(*, act: Act, condition: OfficeCondition) -> OfficeCondition:
    """From today the office no longer asks for it. Raises ConditionOver."""
    locked = OfficeCondition.objects.select_for_update(of=("self",)).select_related("course").get(pk=condition.pk)
    if locked.ends_on is not None and locked.ends_on <= act.today:
        raise ConditionOver
    locked.ends_on = max(locked.starts_on, act.today)
    locked.save(update_fields=["ends_on"])
    _record(locked, "office.condition_ended", act)
    return locked


def _record(condition: OfficeCondition, action: str, act: Act) -> None:
    transaction.on_commit(forget_rules)
    act.record(
        action,
        subject_kind="course",
        subject_id=condition.course.public_id,
        details={"role": condition.role, "grace_days": condition.grace_days},
    )
