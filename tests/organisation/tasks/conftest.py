"""Tasks of all three kinds, opened by what opens them in the product."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from realtime.models import StudySession
from realtime.services.closing import close_session
from realtime.services.opening import open_session
from realtime.services.scheduling import Plan, schedule_session
from school.organisation.authority import authority_of
from school.organisation.models import Member, Organisation
from tests.organisation.tasks.asking import ask_for_correction, ask_for_help


@pytest.fixture
def hold(at, second_branch) -> Callable[..., StudySession]:
    """hold("主题党日", secretary) → a session of the second branch that has just ended, its register unconfirmed."""

    def run(title: str, by: Member, place: Organisation = second_branch, moment: datetime = at) -> StudySession:
        plan = Plan(title=title, starts_at=moment, ends_at=moment + timedelta(hours=1), planned_minutes=45, host=by)
        authority = authority_of(by, at=moment)
        session = schedule_session(organisation=place, plan=plan, by=by, authority=authority, at=moment)
        session = open_session(session=session, by=by, authority=authority, at=moment)
        return close_session(session=session, by=by, authority=authority, at=moment + timedelta(hours=1))

    return run


@pytest.fixture
def three_kinds(hold, secretary, learner, peer, at) -> None:
    """One open task of each kind, addressed to the secretary of the second branch."""
    hold("主题党日：志愿服务", secretary)
    ask_for_help(learner, at=at)
    ask_for_correction(peer, at=at)
