"""With three kinds of open task, a hand-over leaves none behind and shows the successor all (issue 3)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from realtime.models import Standing, StudySession
from realtime.services.attendance import confirm_register
from school.errors import Forbidden
from school.organisation.acting import Act
from school.organisation.authority import authority_of
from school.organisation.models import Office, Role, Task
from school.organisation.services.appointing import hand_over
from tests.organisation.tasks.asking import in_english

pytestmark = [pytest.mark.django_db, pytest.mark.pg]
KINDS = {"confirm_register", "help_signing_in", "correct_record"}


@pytest.fixture
def at():
    """Pages read the clock, so these tests live today."""
    return timezone.now()


def waiting(member, at) -> set[str]:
    return set(Task.objects.open().addressed_to(authority_of(member, at=at)).values_list("kind", flat=True))


@pytest.fixture
def handed_over(three_kinds, officer, secretary, host, at) -> Office:
    act = Act(member=officer, at=at, office_id=officer.offices.get().pk)
    office = secretary.offices.get()
    return hand_over(office=office, successor=host, on=timezone.localdate(at), act=act)


def test_every_task_moves_with_the_office_and_none_is_touched(three_kinds, officer, secretary, host, at):
    before = list(Task.objects.order_by("pk").values())
    assert (waiting(secretary, at), waiting(host, at)) == (KINDS, set())
    act = Act(member=officer, at=at, office_id=officer.offices.get().pk)
    hand_over(office=secretary.offices.get(), successor=host, on=timezone.localdate(at), act=act)
    assert (waiting(secretary, at), waiting(host, at)) == (set(), KINDS)
    assert list(Task.objects.order_by("pk").values()) == before


def test_until_the_day_of_the_hand_over_they_stay_with_the_predecessor(three_kinds, officer, secretary, host, at):
    act = Act(member=officer, at=at, office_id=officer.offices.get().pk)
    day = timezone.localdate(at) + timedelta(days=3)
    hand_over(office=secretary.offices.get(), successor=host, on=day, act=act)
    assert (waiting(secretary, at), waiting(host, at)) == (KINDS, set())
    later = at + timedelta(days=3)
    assert (waiting(secretary, later), waiting(host, later)) == (set(), KINDS)


def test_the_pages_tell_the_whole_story(three_kinds, officer, secretary, host, learner, client_of, at):
    office = secretary.offices.get()
    sentences = ["主题党日：志愿服务", learner.name]
    page = in_english(client_of(officer)).get(f"/offices/{office.public_id}/hand-over/?q={host.name}")
    assert "3 open tasks wait for this office. They stay where they are" in page.text
    assert all(words in page.text for words in sentences)
    said = {"q": host.name, "member": host.public_id, "on": timezone.localdate(at).isoformat(), "reason": "换届"}
    done = in_english(client_of(officer)).post(f"/offices/{office.public_id}/hand-over/", said, follow=True)
    assert "Every open task waits for the new holder." in done.text
    new = in_english(client_of(host)).get("/tasks/").text
    assert "Handed over to you on" in new
    assert f"by {secretary.name}" in new
    assert all(words in new for words in sentences)
    old = in_english(client_of(secretary)).get("/tasks/").text
    assert not any(words in old for words in sentences)


def test_the_successor_does_what_waits_and_the_predecessor_no_longer_can(handed_over, secretary, host, at):
    # A host keeps what is hers by name; here nobody is left but the offices.
    StudySession.objects.update(host=host)
    session = StudySession.objects.get()
    entries = dict.fromkeys(session.register.values_list("member_id", flat=True), Standing.PRESENT)
    later = at + timedelta(hours=2)
    with pytest.raises(Forbidden):
        confirm_register(
            session=session, by=secretary, authority=authority_of(secretary, at=later), entries=entries, at=later
        )
    session.refresh_from_db()
    confirm_register(session=session, by=host, authority=authority_of(host, at=later), entries=entries, at=later)
    task = Task.objects.get(kind="confirm_register")
    assert (task.closed_by, task.closed_in_office) == (host, handed_over.pk)


def test_two_holders_of_one_office_both_see_what_waits(three_kinds, make_member, second_branch, secretary, at):
    deputy = make_member("高远", second_branch, Role.BRANCH_SECRETARY)
    assert waiting(deputy, at) == waiting(secretary, at) == KINDS
