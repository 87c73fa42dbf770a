"""A subject of the second branch that people talk about, without any course."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from school.discussion.models import Post, Thread
from school.discussion.services.posting import open_thread, reply
from school.discussion.subjects import Standing, Subject
from school.organisation.acting import Act
from school.organisation.models import Member, Organisation, Role


@pytest.fixture
def subject(economics: Organisation) -> Subject:
    return Subject("lecture", "lecture00001", "接转", "course000001", "组织关系", economics)


@pytest.fixture
def moderator(make_member, third_branch, economics) -> Member:
    return make_member("吴敏", third_branch, Role.MODERATOR, at_organisation=economics)


@pytest.fixture
def acting(moderator, at) -> Act:
    return Act(member=moderator, at=at + timedelta(hours=1), office_id=moderator.offices.get().pk, reason="请看章程。")


def standing(member: Member, **given: bool) -> Standing:
    return Standing(member.pk, **({"may_post": True} | given))


@pytest.fixture
def ask(subject, learner, at) -> Callable[..., Thread]:
    """ask("words") → a thread of the learner's."""
    numbers = iter(range(1000))

    def asking(body: str = "介绍信可以补开吗？", *, member: Member = learner, **given) -> Thread:
        facts = {"title": "", "client_key": f"key-{member.pk}-{next(numbers)}", "at": at, "standing": standing(member)}
        return open_thread(subject=subject, member=member, body=body, **(facts | given))

    return asking


@pytest.fixture
def answer(instructor, at) -> Callable[..., Post]:
    """answer(thread) → a post of the instructor's a minute later."""
    numbers = iter(range(1000))

    def answering(thread: Thread, body: str = "可以，三个工作日。", *, member: Member = instructor, **given) -> Post:
        known = standing(member, is_instructor=member == instructor)
        facts = {"standing": known, "client_key": f"reply-{member.pk}-{next(numbers)}", "at": at + timedelta(minutes=1)}
        return reply(thread=thread, member=member, body=body, **(facts | given))

    return answering
