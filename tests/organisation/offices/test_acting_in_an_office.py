"""Who holds several offices chooses, for each act, in which one she acts; the audit keeps the choice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.services import publish_course
from realtime.models import Standing, StudySession
from realtime.services.closing import close_session
from realtime.services.opening import open_session
from realtime.services.scheduling import Plan, schedule_session
from school.audit.models import AuditEntry
from school.errors import Forbidden
from school.organisation.acting import choices
from school.organisation.authority import Right, authority_of
from school.organisation.models import Office, Role
from school.organisation.services.joining import appoint
from tests.quizzes.five_questions import draft_quiz

pytestmark = [pytest.mark.django_db, pytest.mark.pg]


@pytest.fixture
def at():
    """Pages read the clock, so these tests live today."""
    return timezone.now()


@pytest.fixture
def both(secretary, second_branch, economics, at):
    """The secretary of the branch, who is also the one of the general branch above it: nearest first."""
    near = secretary.offices.get()
    far = appoint(
        member=secretary, organisation=economics, role=Role.BRANCH_SECRETARY, on=near.starts_on, by=None, at=at
    )
    return near, far


@pytest.fixture
def plan(secretary, at):
    return Plan(title="主题党日", starts_at=at, ends_at=at + timedelta(hours=1), planned_minutes=45, host=secretary)


@pytest.fixture
def ended(both, plan, secretary, second_branch, at) -> StudySession:
    authority = authority_of(secretary, at=at)
    session = schedule_session(organisation=second_branch, plan=plan, by=secretary, authority=authority, at=at)
    session = open_session(session=session, by=secretary, authority=authority, at=at)
    return close_session(session=session, by=secretary, authority=authority, at=at)


def said_in(action: str) -> int | None:
    return AuditEntry.objects.filter(action=action).latest("pk").office_id


def test_the_choice_is_offered_in_words_with_the_nearest_first(both, secretary, second_branch, at):
    near, far = both
    grants = authority_of(secretary, at=at).grants_for(Right.CONFIRM_REGISTERS, second_branch.path)
    offered = choices(grants)
    assert [key for key, _words in offered] == [str(near.pk), str(far.pk)]
    assert str(second_branch) in offered[0][1]
    assert choices(grants[:1]) == []


def test_each_step_of_a_session_is_audited_in_the_office_that_was_chosen(both, plan, secretary, second_branch, at):
    near, far = both
    authority = authority_of(secretary, at=at)
    said = {"by": secretary, "authority": authority, "at": at}
    session = schedule_session(organisation=second_branch, plan=plan, office=str(far.pk), **said)
    assert said_in("session.schedule") == far.pk
    open_session(session=session, office=str(near.pk), **said)
    assert said_in("session.open") == near.pk
    close_session(session=session, **said)
    assert said_in("session.close") == near.pk


def test_the_register_is_confirmed_in_the_office_that_was_chosen(ended, both, secretary, client_of):
    _near, far = both
    client, address = client_of(secretary), f"/sessions/{ended.public_id}/register/"
    assert 'name="office"' in client.get(address).text
    marks = {f"standing-{entry.member.public_id}": Standing.PRESENT for entry in ended.register.all()}
    assert client.post(address, marks | {"office": str(far.pk)}).status_code == 302
    entry = AuditEntry.objects.get(action="register.confirm")
    assert (entry.actor_id, entry.office_id, entry.on_behalf_of) == (secretary.public_id, far.pk, "")
    assert entry.outcome == "done"


def test_an_office_of_somebody_else_or_an_ended_one_is_refused(ended, both, secretary, foreign_secretary, client_of):
    near, far = both
    Office.objects.filter(pk=far.pk).update(ends_on=timezone.localdate())
    client, address = client_of(secretary), f"/sessions/{ended.public_id}/register/"
    marks = {f"standing-{entry.member.public_id}": Standing.PRESENT for entry in ended.register.all()}
    for wrong in (far.pk, foreign_secretary.offices.get().pk, "nonsense"):
        assert client.post(address, marks | {"office": str(wrong)}).status_code == 403
    assert not AuditEntry.objects.filter(action="register.confirm").exists()
    assert client.post(address, marks | {"office": str(near.pk)}).status_code == 302


def test_with_one_office_nothing_is_asked(secretary, plan, second_branch, client_of, at):
    authority = authority_of(secretary, at=at)
    session = schedule_session(organisation=second_branch, plan=plan, by=secretary, authority=authority, at=at)
    assert 'name="office"' not in client_of(secretary).get(f"/sessions/{session.public_id}/open/").text


def test_a_host_who_is_only_named_acts_in_no_office(learner, plan, secretary, second_branch, at):
    authority = authority_of(secretary, at=at)
    session = schedule_session(organisation=second_branch, plan=plan, by=secretary, authority=authority, at=at)
    session.host = learner
    session.save()
    open_session(session=session, by=learner, authority=authority_of(learner, at=at), at=at)
    assert said_in("session.open") is None
    with pytest.raises(Forbidden):
        close_session(
            session=session,
            by=learner,
            authority=authority_of(learner, at=at),
            at=at,
            office=str(secretary.offices.get().pk),
        )


def test_reading_a_packet_is_audited_in_the_office_that_was_chosen(both, secretary, learner, client_of, at):
    near, far = both
    address = f"/desk/members/{learner.public_id}/packet/{at.year}/"
    client = client_of(secretary)
    client.get(address)
    assert said_in("packet.read") == near.pk
    client.get(address, {"office": str(far.pk)})
    assert said_in("packet.read") == far.pk
    assert client.get(address, {"office": "999999"}).status_code == 403


def test_a_course_is_withdrawn_in_the_office_that_was_chosen(
    instructor, economics, college, second_branch, client_of, at
):
    wide = appoint(
        member=instructor,
        organisation=college,
        role=Role.INSTRUCTOR,
        on=instructor.offices.get().starts_on,
        by=None,
        at=at,
    )
    course = draft_quiz(owner=economics, instructor=instructor, audience=second_branch, at=at).lecture.chapter.course
    publish_course(course=course, member=instructor, audiences=[second_branch], at=at)
    said = {"reason": "内容过时", "office": str(wide.pk)}
    assert client_of(instructor).post(f"/studio/courses/{course.public_id}/withdraw/", said).status_code == 302
    assert said_in("course.withdrawn") == wide.pk
