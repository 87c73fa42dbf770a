"""Who wrote a question of the draft, or chose what it asks, wrote in the draft: she does not decide about it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from courses import services
from courses.errors import NotByTheSamePerson, NothingToUndo
from courses.models import DraftStep
from courses.news import REVIEW_WAITING
from courses.services.deciding import approve
from courses.services.history import undo_step
from courses.services.reviewing import submit_for_review
from quizzes.services.authoring import revise_question
from quizzes.services.composing import (
    add_item,
    create_quiz,
    move_item,
    remove_item,
    set_max_mark,
    set_rules,
)
from school.notices.models import Outgoing
from school.organisation.models import Member, Role
from tests.quizzes.five_questions import QuizWorld, draft_quiz


@pytest.fixture
def world(economics, instructor, second_branch, at) -> QuizWorld:
    return draft_quiz(owner=economics, instructor=instructor, audience=second_branch, at=at)


@pytest.fixture
def decide(world, instructor, reviewer, economics, ask_for, act_of) -> Callable[[], None]:
    """The instructor submits, the reviewer approves."""

    def deciding() -> None:
        ask_for(economics, 1)
        course = world.lecture.chapter.course
        submitted = submit_for_review(course=course, note="", act=act_of(instructor))
        approve(submitted=submitted, level=1, text="", act=act_of(reviewer))

    return deciding


def test_who_had_no_hand_in_it_decides(decide):
    decide()


def test_who_revised_a_question_in_the_bank_does_not_decide(world, decide, reviewer, at):
    latest = world.quiz.items.get(position=1).question.latest
    revise_question(question=latest.question, stem="换过的题干", content=latest.content, by=reviewer, at=at)
    with pytest.raises(NotByTheSamePerson):
        decide()


def _rules(world, by, at):
    set_rules(
        quiz=world.quiz, pass_percent=1, attempts_allowed=None, time_limit_minutes=None, release="never", at=at, by=by
    )


def test_who_wrote_a_question_is_not_asked_to_review_it(
    world, reviewer, second_reviewer, instructor, economics, ask_for, act_of, at
):
    latest = world.quiz.items.get(position=1).question.latest
    revise_question(question=latest.question, stem="换过的题干", content=latest.content, by=reviewer, at=at)
    ask_for(economics, 1)
    submit_for_review(course=world.lecture.chapter.course, note="", act=act_of(instructor))
    assert Outgoing.objects.get(kind=REVIEW_WAITING).member_ids == [second_reviewer.pk]


ACTS = {
    "rules": _rules,
    "mark": lambda world, by, at: set_max_mark(
        item=world.quiz.items.get(position=1), max_mark=Decimal(9), at=at, by=by
    ),
    "out": lambda world, by, at: remove_item(item=world.quiz.items.get(position=1), at=at, by=by),
    "order": lambda world, by, at: move_item(item=world.quiz.items.get(position=2), direction="up", at=at, by=by),
    "in": lambda world, by, at: add_item(
        quiz=create_quiz(lecture=world.lecture, at=at, by=by),
        question=world.quiz.items.get(position=1).question,
        at=at,
        by=by,
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_who_composed_the_quiz_does_not_decide(act, world, decide, reviewer, at):
    ACTS[act](world, reviewer, at)
    with pytest.raises(NotByTheSamePerson):
        decide()


def test_the_pages_say_who_composed_it(world, make_member, economics, second_branch, client_of):
    author: Member = make_member("孙悦", second_branch, Role.INSTRUCTOR, at_organisation=economics)
    item = world.quiz.items.get(position=2)
    address = f"/studio/lectures/{world.lecture.public_id}/quiz/{item.public_id}/move/"
    client_of(author).post(address, {"direction": "up"})
    assert DraftStep.objects.filter(course=world.lecture.chapter.course, by=author, changes=[]).count() == 1


def test_such_a_step_is_passed_over_by_undoing(world, instructor, reviewer, at):
    course = world.lecture.chapter.course
    services.edit_course(course=course, title="改过", summary="", required=False, at=at, by=reviewer)
    named = course.steps.latest_first()[0]
    _rules(world, reviewer, at)
    _rules(world, reviewer, at)
    hand = course.steps.latest_first()[0]
    assert hand.number == named.number + 1
    assert course.steps.last_done() == named
    with pytest.raises(NothingToUndo):
        undo_step(course=course, number=hand.number, by=instructor, at=at)
    undo_step(course=course, number=named.number, by=instructor, at=at)
    assert course.steps.next_undone() == named
