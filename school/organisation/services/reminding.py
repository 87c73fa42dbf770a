"""Once a day: whose offices have tasks that are due, told upwards."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from school.events.announcing import announce
from school.organisation.events import TasksDue
from school.organisation.models import Office, Task

AHEAD = timedelta(days=1)
AGAIN_AFTER = 7
"""A late task is recalled on the first day and then once a week: more often, nobody reads it."""


@transaction.atomic
def remind_of_tasks(*, at: datetime) -> int:
    """Announce `TasksDue` for every holder of an office with a task to be recalled today.

    Returns:
        How many people are reminded.
    """
    today = timezone.localdate(at)
    due: Counter[tuple[int, str]] = Counter()
    overdue: Counter[tuple[int, str]] = Counter()
    recalled = set()
    pressing = Task.objects.open().filter(due_on__lte=today + AHEAD)
    for place, role, due_on in pressing.values_list("organisation_id", "role", "due_on").iterator():
        assert due_on is not None  # filtered above
        due[place, role] += 1
        overdue[place, role] += due_on < today
        if is_recalled(due_on=due_on, today=today):
            recalled.add((place, role))
    offices = Office.objects.held_on(today).filter(organisation__in={place for place, _role in recalled})
    held = defaultdict(set)
    for member_id, place, role in offices.values_list("member_id", "organisation_id", "role"):
        if (place, role) in recalled:
            held[member_id].add((place, role))
    for member_id, keys in sorted(held.items()):
        announce(
            TasksDue(
                member_id=member_id,
                due=sum(due[key] for key in keys),
                overdue=sum(overdue[key] for key in keys),
                at=at,
            )
        )
    return len(held)


def is_recalled(*, due_on: date, today: date) -> bool:
    """The day before, the first day late, and then every week."""
    late = (today - due_on).days
    return late == -AHEAD.days or (late >= 1 and late % AGAIN_AFTER == 1)
