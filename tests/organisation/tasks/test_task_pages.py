"""The list of tasks: open first, overdue in words, narrowed, searched, paged; and one task on its own page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from realtime.models import Standing, StudySession
from realtime.services.attendance import confirm_register
from school.organisation.acting import Act
from school.organisation.authority import authority_of
from school.organisation.models import Role, Task
from school.organisation.services.joining import appoint
from school.organisation.services.tasking import open_task, withdraw_task
from school.organisation.task_kinds import TaskKind, UnknownTaskKind, all_task_kinds, register_task_kind, task_kind
from tests.organisation.tasks.asking import in_english

pytestmark = pytest.mark.django_db
PAGE, CALL = 12, 6


@pytest.fixture
def at():
    """Pages read the clock, so these tests live today."""
    return timezone.now()


@pytest.fixture
def read(client_of, secretary):
    def get(address: str = "/tasks/", member=secretary) -> str:
        response = in_english(client_of(member)).get(address)
        assert response.status_code == 200
        return response.text

    return get


@pytest.fixture
def ask(second_branch, at):
    """ask(3) → three tasks of one kind, due in that many days."""

    def run(count: int, *, days: int = 5, place=second_branch, role=Role.BRANCH_SECRETARY, name="钱多") -> list[Task]:
        return [
            open_task(
                kind="help_signing_in",
                subject_kind="member",
                subject_id=f"{Task.objects.count()}-{number}",
                organisation=place,
                role=role,
                facts={"name": f"{name}{number}"},
                due_on=timezone.localdate(at) + timedelta(days=days),
                at=at,
            )
            for number in range(count)
        ]

    return run


def test_what_is_overdue_stands_first_and_says_so_in_words(ask, read):
    ask(1, days=5, name="不急")
    ask(1, days=-2, name="已晚")
    ask(1, days=0, name="今天")
    page = read()
    assert page.index("已晚") < page.index("今天") < page.index("不急")
    assert "2 days overdue" in page
    assert "due today" in page


def test_each_line_leads_to_where_the_work_is_done(three_kinds, read, learner):
    page = read()
    session = StudySession.objects.get()
    assert f"/sessions/{session.public_id}/register/" in page
    assert all(task.subject_id in page or task.public_id in page for task in Task.objects.all())


def test_the_list_is_narrowed_by_kind_office_and_words(three_kinds, read, secretary, ask, economics, at):
    appoint(member=secretary, organisation=economics, role=Role.HOST, on=timezone.localdate(at), by=None, at=at)
    ask(1, place=economics, role=Role.HOST, name="总支")
    assert "总支0" in read()
    registers = read("/tasks/?kind=confirm_register")
    assert "志愿服务" in registers and "总支0" not in registers
    host = secretary.offices.get(role=Role.HOST)
    hosted = read(f"/tasks/?office={host.public_id}")
    assert "总支0" in hosted and "志愿服务" not in hosted
    found = read("/tasks/?q=志愿")
    assert "志愿服务" in found and "总支0" not in found
    assert "No task fits" in read("/tasks/?q=没有这个")


def test_the_list_comes_in_pages_that_keep_the_search(ask, read):
    ask(23)
    assert "钱多22" in read("/tasks/?page=2&q=钱多") and "page=1" in read("/tasks/?page=2&q=钱多")


def test_what_is_done_stays_listed_with_its_day_and_its_office(three_kinds, read, secretary, at):
    session = StudySession.objects.get()
    entries = dict.fromkeys(session.register.values_list("member_id", flat=True), Standing.PRESENT)
    confirm_register(
        session=session, by=secretary, authority=authority_of(secretary, at=at), entries=entries, at=timezone.now()
    )
    assert "志愿服务" not in read()
    assert "志愿服务" in read("/tasks/?show=done")
    page = read(f"/tasks/{Task.objects.get(kind='confirm_register').public_id}/")
    assert "acting as branch secretary" in page


def test_a_withdrawn_task_is_listed_as_no_longer_needed(three_kinds, read, learner, at):
    said = {"kind": "help_signing_in", "subject_kind": "member", "subject_id": learner.public_id}
    withdraw_task(**said, act=Act(member=None, at=at), outcome="")
    assert withdraw_task(**said, act=Act(member=None, at=at)) is None
    assert "no longer needed" in read("/tasks/?show=done")


def test_empty_lists_say_what_to_expect(read, learner, secretary):
    assert "Nothing waits for you" in read()
    assert "Nothing has been done here yet" in read("/tasks/?show=done")
    assert "You hold no office" in read(member=learner)


def test_a_task_is_shown_to_its_own_office_alone(
    three_kinds, client_of, officer, learner, foreign_secretary, secretary
):
    address = f"/tasks/{Task.objects.first().public_id}/"
    for stranger in (officer, learner, foreign_secretary):
        assert client_of(stranger).get(address).status_code == 404
    assert client_of(secretary).get(address).status_code == 200


def test_pages_and_the_api_ask_as_much_for_thirty_tasks_as_for_one(ask, secretary, client_of):
    client = client_of(secretary)

    def queries(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    ask(1)
    one = {address: queries(address) for address in ("/tasks/", "/api/tasks")}
    ask(30, days=6)
    assert {address: queries(address) for address in one} == one
    assert one["/tasks/"] <= PAGE
    assert one["/api/tasks"] <= CALL


def test_programs_read_the_same_tasks(three_kinds, secretary, learner, client_of):
    said = client_of(secretary).get("/api/tasks").json()
    assert {task["kind"] for task in said["tasks"]} == {"confirm_register", "help_signing_in", "correct_record"}
    assert (said["page"], said["pages"]) == (1, 1)
    assert client_of(learner).get("/api/tasks").json()["tasks"] == []
    assert client_of(secretary).get("/api/tasks?state=done").json()["tasks"] == []


def test_a_kind_is_registered_once_and_unknown_ones_are_refused(ask, second_branch, at):
    known = all_task_kinds()[0]
    register_task_kind(known)
    with pytest.raises(ValueError, match="registered twice"):
        register_task_kind(TaskKind(known.code, "", known.sentence, known.url))
    with pytest.raises(UnknownTaskKind):
        task_kind("nothing")
