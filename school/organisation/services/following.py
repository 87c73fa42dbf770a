"""Work that waits about a person goes along with her: who no longer reaches her file cannot do it."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from school.organisation.acting import Act
from school.organisation.models import Affiliation, Member, Role, Task
from school.organisation.models.task import TaskQuerySet
from school.organisation.services.tasking import withdraw_task


@transaction.atomic
def follow(*, members: Collection[int]) -> int:
    """Let open tasks about these members wait where they belong by now; how many had to be addressed anew.

    What waits at or above that place stays, and so does what is about somebody who belongs nowhere.
    """
    about = dict(Member.objects.filter(pk__in=members).values_list("public_id", "pk"))
    tasks = list(_about(about).select_related("organisation"))
    ids = {about[task.subject_id] for task in tasks}
    running = Affiliation.objects.filter(member__in=ids, ends_on__isnull=True).select_related("organisation")
    places = {row.member_id: row.organisation for row in running}
    moved = 0
    for task in tasks:
        place = places.get(about[task.subject_id])
        if place is None or place.is_within(task.organisation):
            continue
        task.organisation = place
        if task.role == Role.COMMITTEE_OFFICER:
            # Where people belong, the secretary answers for them.
            task.role = Role.BRANCH_SECRETARY
        task.save(update_fields=["organisation", "role"])
        moved += 1
    return moved


@transaction.atomic
def withdraw_all_about(*, member: Member, act: Act) -> int:
    """Nothing is asked any more about who has departed; how many tasks that were."""
    kinds = list(_about([member.public_id]).values_list("kind", flat=True))
    for kind in kinds:
        withdraw_task(kind=kind, subject_kind="member", subject_id=member.public_id, act=act)
    return len(kinds)


def _about(public_ids: Collection[str]) -> TaskQuerySet:
    return Task.objects.open().filter(subject_kind="member", subject_id__in=public_ids)
