"""A session that ends asks an office for its register, until it is confirmed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from realtime.models import Standing
from realtime.services.asking import ask_for_register
from realtime.services.attendance import confirm_register
from school.organisation.authority import authority_of
from school.organisation.models import Office, Role, Task, TaskState

pytestmark = [pytest.mark.django_db, pytest.mark.pg]


def confirm(session, by, at, **more):
    entries = dict.fromkeys(session.register.values_list("member_id", flat=True), Standing.PRESENT)
    return confirm_register(session=session, by=by, authority=authority_of(by, at=at), entries=entries, at=at, **more)


def test_a_session_that_ends_asks_the_secretary_of_its_branch_within_a_week(hold, secretary, second_branch):
    session = hold("主题党日", secretary)
    task = Task.objects.get(kind="confirm_register")
    assert (task.subject_id, task.organisation, task.role) == (session.public_id, second_branch, "branch_secretary")
    assert (task.state, task.due_on) == (TaskState.OPEN, date(2026, 11, 30))


def test_confirming_closes_it_and_notes_who_and_in_which_office(hold, secretary, at):
    session = hold("主题党日", secretary)
    confirm(session, secretary, at + timedelta(hours=2))
    task = Task.objects.get()
    assert (task.state, task.closed_by, task.closed_in_office) == (
        TaskState.DONE, secretary, secretary.offices.get().pk,
    )  # fmt: skip


def test_asking_twice_is_one_task_and_correcting_later_opens_none(hold, secretary, at):
    session = hold("主题党日", secretary)
    ask_for_register(session=session, at=at)
    assert Task.objects.count() == 1
    confirm(session, secretary, at + timedelta(hours=2))
    entries = {session.register.earliest("pk").member_id: Standing.ABSENT}
    confirm_register(
        session=session, by=secretary, authority=authority_of(secretary, at=at), entries=entries, at=at, reason="点错"
    )
    assert Task.objects.open().count() == 0


def test_a_session_of_a_branch_without_secretary_asks_the_nearest_one_above(
    hold, host, make_member, economics, third_branch, second_branch
):
    make_member("高远", third_branch, Role.BRANCH_SECRETARY, at_organisation=economics)
    hold("主题党日", host)
    assert Task.objects.get().organisation == economics


def test_a_session_of_the_committee_asks_whoever_hosts_there_and_she_can_do_it(hold, officer, learner, college, at):
    session = hold("全院党课", officer, college)
    assert (Task.objects.get().organisation, Task.objects.get().role) == (college, Role.COMMITTEE_OFFICER)
    officer.offices.update(ends_on=at.date() + timedelta(days=1))
    successor = Office.objects.create(
        member=learner, organisation=college, role=Role.COMMITTEE_OFFICER, starts_on=at.date()
    )
    confirm(session, learner, at + timedelta(hours=2))
    assert Task.objects.get().closed_in_office == successor.pk


def test_a_host_is_asked_where_there_is_no_secretary_at_all(hold, host, second_branch):
    hold("主题党日", host)
    assert (Task.objects.get().organisation, Task.objects.get().role) == (second_branch, Role.HOST)


def test_with_nobody_in_office_it_waits_for_the_next_secretary(hold, host, second_branch, make_member, at):
    session = hold("主题党日", host)
    Task.objects.all().delete()
    host.offices.update(ends_on=at.date())
    ask_for_register(session=session, at=at)
    newcomer = make_member("高远", second_branch, Role.BRANCH_SECRETARY)
    assert Task.objects.open().addressed_to(authority_of(newcomer, at=at)).count() == 1
