"""The quiz that these tests take, and short words for taking it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from quizzes.models import Attempt, AttemptItem
from quizzes.services.answering import SavedAnswer, save_answer
from quizzes.services.starting import start_attempt
from tests.quizzes.five_questions import SECRETS, QuizWorld, draft_quiz


@pytest.fixture
def make_world(economics, second_branch, instructor, at) -> Callable[..., QuizWorld]:
    """make_world(**rules) → a quiz published to the second branch."""

    def make(**rules: Any) -> QuizWorld:
        world = draft_quiz(owner=economics, instructor=instructor, audience=second_branch, at=at, **rules)
        world.publish(at)
        return world

    return make


@pytest.fixture
def world(make_world) -> QuizWorld:
    return make_world()


@pytest.fixture
def start(authority, at) -> Callable[..., Attempt]:
    """start(member, lecture, at=…)"""

    def begin(member, lecture, at=at) -> Attempt:
        return start_attempt(member=member, authority=authority(member), lecture=lecture, at=at)

    return begin


@pytest.fixture
def attempt(world, learner, start) -> Attempt:
    """The learner's attempt, nothing answered."""
    return start(learner, world.lecture)


def item_of(attempt: Attempt, kind: str) -> AttemptItem:
    """The first question of that kind."""
    items = AttemptItem.objects.in_order().filter(attempt=attempt)
    return next(item for item in items if item.question_version.question.kind == kind)


def right_answer(attempt: Attempt, item: AttemptItem) -> str | list[str]:
    """What a learner who knows everything sends."""
    ids = item.asked(attempt).ids
    return {
        "single": ids[2:3],
        "multiple": list(ids[:3]),
        "true_false": "true",
        "short_text": SECRETS["variant"],
        "numeric": SECRETS["number"] + " 学时",
    }[item.question_version.question.kind]


def answer_all(attempt: Attempt, at, *, seq: int = 1) -> list[SavedAnswer]:
    return [
        save_answer(attempt=attempt, item=item.item_id, client_seq=seq, answer=right_answer(attempt, item), at=at)
        for item in AttemptItem.objects.in_order().filter(attempt=attempt)
    ]
