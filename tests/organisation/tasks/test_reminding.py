"""Who holds an office with tasks that are due is told, once and for all of them together."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from school.notices.models import Notice
from school.notices.services.delivering import deliver_waiting
from school.organisation.models import Role, Task
from school.organisation.services.joining import appoint
from school.organisation.services.reminding import is_recalled, remind_of_tasks
from school.organisation.services.tasking import open_task

pytestmark = [pytest.mark.django_db, pytest.mark.pg]
TODAY = date(2026, 11, 23)


@pytest.fixture
def due(second_branch, at):
    """due(-3) → a task of the branch secretary, three days late."""

    def make(days: int, place=second_branch) -> Task:
        return open_task(
            kind="help_signing_in",
            subject_kind="member",
            subject_id=f"subject-{Task.objects.count()}",
            organisation=place,
            role=Role.BRANCH_SECRETARY,
            facts={"name": "钱多"},
            due_on=TODAY + timedelta(days=days),
            at=at,
        )

    return make


def test_one_notice_tells_of_all_tasks_of_all_offices(due, secretary, economics, host, at):
    appoint(member=secretary, organisation=economics, role=Role.BRANCH_SECRETARY, on=TODAY, by=None, at=at)
    for days in (1, -1, -3):
        due(days)
    due(-1, economics)
    due(5)
    assert remind_of_tasks(at=at) == 1
    deliver_waiting(at=at)
    notice = Notice.objects.get(kind="tasks_due")
    assert (notice.member, notice.facts, notice.url) == (secretary, {"due": 4, "overdue": 3}, "/tasks/")


def test_nobody_is_told_of_what_is_not_due_is_done_or_belongs_to_a_former_office(due, secretary, at):
    due(5)
    assert remind_of_tasks(at=at) == 0
    due(1)
    secretary.offices.update(ends_on=TODAY)
    assert remind_of_tasks(at=at) == 0


def test_told_again_while_unread_it_is_the_same_notice(due, secretary, at):
    due(1)
    due(-1)
    for day in (0, 2):
        remind_of_tasks(at=at + timedelta(days=day))
        deliver_waiting(at=at + timedelta(days=day))
    assert Notice.objects.filter(kind="tasks_due", member=secretary).count() == 1


@pytest.mark.parametrize(
    ("late", "recalled"),
    [(-2, False), (-1, True), (0, False), (1, True), (2, False), (7, False), (8, True), (15, True)],
)
def test_a_task_is_recalled_the_day_before_when_it_is_late_and_then_weekly(late, recalled):
    assert is_recalled(due_on=TODAY - timedelta(days=late), today=TODAY) is recalled
