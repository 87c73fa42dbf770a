"""Starting: only what is open, at most as often as allowed, one at a time."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from courses.services import add_lecture, withdraw_course
from quizzes.errors import NoAttemptsLeft, NotAQuiz
from quizzes.models import Attempt, AttemptItem, AttemptState
from quizzes.services.authoring import revise_question
from quizzes.services.submitting import submit_attempt
from quizzes.sheets import history_of
from school.errors import NotFound
from school.organisation.acting import Act
from school.organisation.services.aliasing import join_records

pytestmark = [pytest.mark.django_db, pytest.mark.pg]


def test_an_attempt_asks_what_was_published(world, learner, start, at):
    attempt = start(learner, world.lecture)
    items = AttemptItem.objects.in_order().filter(attempt=attempt)
    assert [item.question_version.question.kind for item in items] == [
        "single",
        "multiple",
        "true_false",
        "short_text",
        "numeric",
    ]
    assert attempt.max_mark == 5
    assert attempt.number == 1
    assert attempt.deadline is None


def test_starting_again_continues_the_attempt_under_way(world, learner, start, at):
    assert start(learner, world.lecture) == start(learner, world.lecture, at + timedelta(hours=3))
    assert Attempt.objects.count() == 1


def test_two_members_have_attempts_and_seeds_of_their_own(world, learner, peer, start):
    one, other = start(learner, world.lecture), start(peer, world.lecture)
    assert one.pk != other.pk
    assert one.seed != other.seed


def test_the_allowed_attempts_are_counted(make_world, learner, start, at):
    world = make_world(attempts_allowed=2)
    for _time in range(2):
        submit_attempt(attempt=start(learner, world.lecture), at=at)
    with pytest.raises(NoAttemptsLeft):
        start(learner, world.lecture)


def test_an_overdue_attempt_is_submitted_before_the_next_begins(make_world, learner, start, at):
    world = make_world(time_limit_minutes=10)
    first = start(learner, world.lecture)
    second = start(learner, world.lecture, at + timedelta(hours=1))
    first.refresh_from_db()
    assert first.state == AttemptState.EXPIRED
    assert second.number == 2
    assert second.deadline == at + timedelta(minutes=70)


def test_outsiders_find_nothing_to_start(world, outsider, start):
    with pytest.raises(NotFound):
        start(outsider, world.lecture)


def test_nothing_starts_in_a_withdrawn_course(world, learner, instructor, start, at):
    withdraw_course(course=world.lecture.chapter.course, member=instructor, reason="内容过时", at=at)
    with pytest.raises(NotFound):
        start(learner, world.lecture)


def test_another_kind_of_lecture_has_no_attempts(world, learner, start, at):
    article = add_lecture(chapter=world.lecture.chapter, kind="article", title="阅读", body="正文。", at=at)
    world.publish(at)
    with pytest.raises(NotAQuiz):
        start(learner, article)


def test_the_database_itself_allows_one_open_attempt(attempt):
    twin = Attempt.objects.get(pk=attempt.pk)
    twin.pk, twin.public_id, twin.number = None, "another-id-1", 2
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_a_later_edit_does_not_touch_an_attempt_under_way(world, attempt, instructor, learner, start, at):
    question = AttemptItem.objects.in_order().filter(attempt=attempt)[0].question_version.question
    content = {"options": [{"text": "甲"}, {"text": "乙"}], "right": 0}
    revise_question(question=question, stem="新的题干", content=content, by=instructor, at=at)
    world.publish(at)
    before = AttemptItem.objects.in_order().filter(attempt=start(learner, world.lecture))[0]
    assert before.question_version.number == 1
    submit_attempt(attempt=attempt, at=at)
    after = AttemptItem.objects.in_order().filter(attempt=start(learner, world.lecture))[0]
    assert after.question_version.number == 2
    assert after.question_version.stem == "新的题干"


def test_attempts_under_both_records_of_a_person_are_counted_together(
    make_world, make_member, start, learner, secretary, second_branch, at
):
    world = make_world(attempts_allowed=2)
    twin = make_member("周文静", second_branch)
    for member in (twin, learner):
        submit_attempt(attempt=start(member, world.lecture), at=at)
    join_records(alias=twin, canonical=learner, act=Act(member=secretary, at=at, reason="同一人"))
    with pytest.raises(NoAttemptsLeft):
        start(learner, world.lecture)
    assert history_of(member=learner, lecture=world.lecture, allowed=2).left == 0
