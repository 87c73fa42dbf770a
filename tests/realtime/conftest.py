"""Study sessions as furniture."""

from __future__ import annotations

from datetime import timedelta

import pytest

from courses import services as courses_services
from courses.models import Lecture
from progress.models import RuleVersion
from progress.services.ruling import install_first_rules
from realtime.models import StudySession
from realtime.services.closing import close_session
from realtime.services.opening import open_session
from realtime.services.scheduling import Plan, schedule_session
from school.organisation.authority import authority_of
from tests.services.fixtures import redis_url  # noqa: F401 - a fixture


@pytest.fixture(autouse=True)
def first_rules(request) -> RuleVersion | None:
    """A flush at the end of a transactional test takes away what the migration installed."""
    if request.node.get_closest_marker("django_db") is None:
        return None
    request.getfixturevalue("db")
    return install_first_rules()


@pytest.fixture
def make_plan(secretary, at):
    """make_plan(title="…") → a plan for one evening hour."""

    def make(**changes) -> Plan:
        said = {
            "title": "主题党日：校园志愿服务怎样组织",
            "summary": "请看过案例再来。",
            "starts_at": at,
            "ends_at": at + timedelta(minutes=90),
            "planned_minutes": 90,
            "host": secretary,
        }
        return Plan(**(said | changes))

    return make


@pytest.fixture
def schedule(make_plan, secretary, second_branch, at):
    """schedule(lecture=…) → a session of the second branch, scheduled by its secretary."""

    def make(**changes) -> StudySession:
        return schedule_session(
            organisation=second_branch,
            plan=make_plan(**changes),
            by=secretary,
            authority=authority_of(secretary, at=at),
            at=at - timedelta(days=3),
        )

    return make


@pytest.fixture
def scheduled(schedule) -> StudySession:
    return schedule()


@pytest.fixture
def run(secretary, at):
    """run("open", session) and run("close", session, minutes=90), by the secretary."""

    def act(what: str, session: StudySession, *, minutes: int = 0) -> StudySession:
        service = {"open": open_session, "close": close_session}[what]
        done_at = at + timedelta(minutes=minutes)
        done = service(session=session, by=secretary, authority=authority_of(secretary, at=at), at=done_at)
        return StudySession.objects.select_related("organisation").get(pk=done.pk)

    return act


@pytest.fixture
def room(scheduled, run) -> StudySession:
    """An open room of the second branch."""
    return run("open", scheduled)


@pytest.fixture
def ended(room, learner, peer, run) -> StudySession:
    """A session that is over; secretary, learner and peer were due."""
    return run("close", room, minutes=90)


@pytest.fixture
def lecture(economics, instructor, second_branch, at) -> Lecture:
    """A published article, which may be read alone or studied together."""
    course = courses_services.create_course(
        organisation=economics, member=instructor, title="组织关系接转", summary="", at=at
    )
    chapter = courses_services.add_chapter(course=course, title="规定", at=at)
    made = courses_services.add_lecture(
        chapter=chapter, kind="article", title="为什么要接转", body="## 规定\n\n组织关系跟着人走。", at=at
    )
    courses_services.publish_course(course=course, member=instructor, audiences=[second_branch], at=at)
    return made
