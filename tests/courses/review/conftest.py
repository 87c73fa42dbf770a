"""A rule of two levels, three reviewers over the course, and a round that was submitted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from courses.models import Course, ReviewRound, ReviewRule
from courses.services.asking_for_reviews import set_review_rule
from courses.services.reviewing import submit_for_review
from school.organisation.acting import Act
from school.organisation.models import Member, Office, Organisation, Role

BEGUN = date(2026, 11, 1)


@pytest.fixture
def act_of(at) -> Callable[..., Act]:
    """act_of(member, reason="") → her act in the first office she holds."""

    def make(member: Member, *, reason: str = "", moment=None) -> Act:
        office = Office.objects.filter(member=member).order_by("pk").first()
        return Act(member=member, at=moment or at, office_id=office.pk if office else None, reason=reason)

    return make


@pytest.fixture
def ask_for(officer: Member, act_of, at) -> Callable[..., ReviewRule]:
    """ask_for(economics, 2) → the organisation asks for that many levels from today on."""

    def ask(organisation: Organisation, levels: int, starts_on: date | None = None) -> ReviewRule:
        return set_review_rule(
            organisation=organisation, levels=levels, starts_on=starts_on or at.date(), act=act_of(officer)
        )

    return ask


@pytest.fixture
def reviewer(make_member, third_branch, economics) -> Member:
    return make_member("何静", third_branch, Role.REVIEWER, at_organisation=economics)


@pytest.fixture
def second_reviewer(make_member, third_branch, economics) -> Member:
    return make_member("郑伟", third_branch, Role.REVIEWER, at_organisation=economics)


@pytest.fixture
def college_reviewer(make_member, third_branch, college) -> Member:
    return make_member("吴岚", third_branch, Role.REVIEWER, at_organisation=college)


@pytest.fixture
def foreign_reviewer(make_member, foreign_branch, engineering) -> Member:
    return make_member("徐航", foreign_branch, Role.REVIEWER, at_organisation=engineering)


@pytest.fixture
def submitted(course: Course, instructor: Member, reviewer: Member, economics, ask_for, act_of) -> ReviewRound:
    """The course, waiting for the first of two levels."""
    ask_for(economics, 2)
    return submit_for_review(course=course, note="请审。", act=act_of(instructor))
