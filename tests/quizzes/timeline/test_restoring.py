"""A restored revision asks what it asked; a question that another course asks too keeps its wording everywhere."""

from __future__ import annotations

from datetime import timedelta

import pytest

from courses.errors import StepOutdated
from courses.services.history import redo_step, undo_step
from courses.services.restoring import restore_revision
from quizzes.models import TimelineQuestion
from quizzes.services.authoring import revise_question
from quizzes.services.composing import remove_item
from quizzes.services.timeline_editing import lift_question, set_timeline_rules
from tests.quizzes.five_questions import draft_quiz
from tests.quizzes.timeline.recorded import draft_recording

pytestmark = [pytest.mark.django_db, pytest.mark.pg]
LATER = timedelta(hours=1)


@pytest.fixture
def recorded(economics, instructor, second_branch, at):
    """Published with two questions; then one is lifted, the other moved, a third placed."""
    draft = draft_recording(
        owner=economics, instructor=instructor, audience=second_branch, at=at, kinds=["single", "multiple", "numeric"]
    )
    lifted = draft.place("single", 30_000, at=at, retry="once")
    moved = draft.place("multiple", 60_000, at=at)
    draft.publish(at)
    lift_question(placed=lifted, at=at, by=instructor)
    set_timeline_rules(placed=moved, at_ms=70_000, required=False, retry="once", explains=False, at=at, by=instructor)
    draft.place("numeric", 90_000, at=at)
    return draft


@pytest.fixture
def restore(recorded, instructor, at):
    course = recorded.lecture.chapter.course

    def act():
        revision = course.revisions.get(number=1)
        restore_revision(course=course, revision=revision, member=instructor, at=at + LATER)
        return revision

    return act


def asked(lecture):
    return list(
        TimelineQuestion.objects.in_order()
        .filter(lecture=lecture)
        .values_list("public_id", "at_ms", "required", "retry", "explains")
    )


def test_a_timeline_comes_back_with_its_lasting_ids(recorded, restore, at):
    revision = restore()
    frozen = revision.lectures.get().content["timeline"]
    assert asked(recorded.lecture) == [
        (one["item"], one["at_ms"], one["required"], one["retry"], one["explains"]) for one in frozen
    ]
    assert recorded.publish(at + 2 * LATER).content["timeline"] == frozen


def reword(question, instructor, at, to="换过的题干"):
    now = question.latest
    revise_question(
        question=question,
        stem=to,
        content=now.content,
        explanation=now.explanation,
        source=now.source,
        by=instructor,
        at=at,
    )


def test_a_wording_comes_back_where_nobody_else_asks_it(recorded, restore, instructor, at):
    question = recorded.questions["single"]
    before = question.latest.stem
    reword(question, instructor, at)
    restore()
    assert question.latest.stem == before


def test_another_course_that_asks_it_is_left_alone_and_the_page_says_so_first(
    recorded, restore, instructor, economics, second_branch, client_of, at
):
    question = recorded.questions["single"]
    other = draft_quiz(owner=economics, instructor=instructor, audience=second_branch, at=at)
    other.quiz.items.filter(position=1).update(question=question)
    reword(question, instructor, at)
    address = f"/studio/courses/{recorded.lecture.chapter.course.public_id}/revisions/1/restore/"
    page = client_of(instructor).get(address)
    assert page.context["wordings"] == ["换过的题干"]
    assert "换过的题干" in page.content.decode()
    restore()
    assert question.latest.stem == "换过的题干"
    assert question.pk in TimelineQuestion.objects.filter(lecture=recorded.lecture).values_list("question", flat=True)


def test_undoing_a_restore_asks_again_what_was_asked_before_it(recorded, restore, instructor, at):
    course, before = recorded.lecture.chapter.course, asked(recorded.lecture)
    reword(recorded.questions["single"], instructor, at)
    restore()
    restored = asked(recorded.lecture)
    undone = undo_step(course=course, number=course.steps.last_done().number, by=instructor, at=at + 2 * LATER)
    assert asked(recorded.lecture) == before != restored
    redo_step(course=course, number=undone.number, by=instructor, at=at + 3 * LATER)
    assert asked(recorded.lecture) == restored


def test_a_quiz_is_composed_again_as_it_was_before_the_restore_unless_it_was_changed_since(
    economics, instructor, second_branch, at
):
    world = draft_quiz(owner=economics, instructor=instructor, audience=second_branch, at=at)
    world.publish(at)
    course, first = world.lecture.chapter.course, world.quiz.items.get(position=1)
    reword(first.question, instructor, at)
    remove_item(item=world.quiz.items.get(position=2), at=at, by=instructor)
    composed = list(world.quiz.items.order_by("position").values_list("public_id", "max_mark"))
    restore_revision(course=course, revision=course.revisions.get(), member=instructor, at=at + LATER)
    number, restored = course.steps.last_done().number, first.question.latest.stem
    reword(first.question, instructor, at, to="又换过的题干")
    with pytest.raises(StepOutdated):
        undo_step(course=course, number=number, by=instructor, at=at + LATER)
    reword(first.question, instructor, at, to=restored)
    undo_step(course=course, number=number, by=instructor, at=at + LATER)
    assert list(world.quiz.items.order_by("position").values_list("public_id", "max_mark")) == composed
    assert first.question.latest.stem == "换过的题干"
