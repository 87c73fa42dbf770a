"""Answers are saved one by one, once each, while there is time."""

from datetime import timedelta

import pytest

from quizzes.errors import AnswerConflict, AnswerInvalid, AttemptClosed, RecordIsImmutable, TimeIsUp
from quizzes.models import AttemptStep
from quizzes.services.answering import LARGEST_SEQ, save_answer
from quizzes.services.submitting import submit_attempt
from quizzes.sheets import questions_under_way
from quizzes.timing import GRACE
from school.errors import Invalid, NotFound
from tests.quizzes.conftest import answer_all, item_of, right_answer

pytestmark = [pytest.mark.django_db, pytest.mark.pg]


def test_an_answer_is_kept_and_shown_again(attempt, at):
    for saved in answer_all(attempt, at):
        assert saved.state == "saved"
    shown = questions_under_way(attempt)
    assert all(question.answer for question in shown)
    assert [question.client_seq for question in shown] == [1] * 5


def test_an_identical_repeat_gets_the_same_reply_and_writes_nothing(attempt, at):
    first = answer_all(attempt, at)
    steps = AttemptStep.objects.count()
    assert answer_all(attempt, at + timedelta(minutes=1)) == first
    assert AttemptStep.objects.count() == steps


def test_the_same_number_with_another_answer_is_a_conflict(attempt, at):
    item = item_of(attempt, "true_false").item_id
    save_answer(attempt=attempt, item=item, client_seq=1, answer="true", at=at)
    with pytest.raises(AnswerConflict):
        save_answer(attempt=attempt, item=item, client_seq=1, answer="false", at=at)
    assert questions_under_way(attempt)[2].answer == "true"


def test_an_older_number_is_ignored_and_said_to_be_stale(attempt, at):
    item = item_of(attempt, "true_false").item_id
    save_answer(attempt=attempt, item=item, client_seq=7, answer="true", at=at)
    late = save_answer(attempt=attempt, item=item, client_seq=3, answer="false", at=at)
    assert (late.state, late.client_seq, late.answer) == ("stale", 7, "true")
    assert questions_under_way(attempt)[2].answer == "true"


def test_an_answer_can_be_taken_back(attempt, at):
    item = item_of(attempt, "short_text").item_id
    save_answer(attempt=attempt, item=item, client_seq=1, answer="党章", at=at)
    save_answer(attempt=attempt, item=item, client_seq=2, answer="  ", at=at)
    assert questions_under_way(attempt)[3].answer is None
    assert submit_attempt(attempt=attempt, at=at).mark == 0


def test_answers_to_different_questions_count_by_themselves(attempt, at):
    for kind in ("single", "numeric"):
        item = item_of(attempt, kind)
        saved = save_answer(attempt=attempt, item=item.item_id, client_seq=1, answer=right_answer(attempt, item), at=at)
        assert saved.client_seq == 1


def test_no_answer_after_submitting(attempt, at):
    submit_attempt(attempt=attempt, at=at)
    with pytest.raises(AttemptClosed):
        answer_all(attempt, at)


def test_the_servers_clock_decides(make_world, learner, start, at):
    world = make_world(time_limit_minutes=5)
    attempt = start(learner, world.lecture)
    item = item_of(attempt, "true_false").item_id
    end = at + timedelta(minutes=5) + GRACE
    save_answer(attempt=attempt, item=item, client_seq=1, answer="true", at=end)
    with pytest.raises(TimeIsUp):
        save_answer(attempt=attempt, item=item, client_seq=2, answer="false", at=end + timedelta(seconds=1))


def test_a_question_of_another_attempt_is_unknown_here(attempt, peer, world, start, at):
    with pytest.raises(NotFound):
        save_answer(attempt=attempt, item="nothing-here", client_seq=1, answer="true", at=at)


@pytest.mark.parametrize("client_seq", [0, -1, LARGEST_SEQ + 1])
def test_numbers_outside_the_range_are_refused(attempt, at, client_seq):
    item = item_of(attempt, "true_false").item_id
    with pytest.raises(Invalid):
        save_answer(attempt=attempt, item=item, client_seq=client_seq, answer="true", at=at)


@pytest.mark.parametrize("answer", ["NaN", "9" * 300, "Infinity", ["1"], True])
def test_wild_numbers_are_refused_and_change_nothing(attempt, at, answer):
    item = item_of(attempt, "numeric").item_id
    with pytest.raises(AnswerInvalid):
        save_answer(attempt=attempt, item=item, client_seq=1, answer=answer, at=at)
    assert not attempt.steps.answers().exists()


def test_option_ids_of_another_member_mean_nothing_here(attempt, peer, world, start, at):
    theirs = start(peer, world.lecture)
    item = item_of(attempt, "single")
    foreign = right_answer(theirs, item_of(theirs, "single"))
    with pytest.raises(AnswerInvalid):
        save_answer(attempt=attempt, item=item.item_id, client_seq=1, answer=foreign, at=at)


def test_steps_are_never_rewritten(attempt, at):
    answer_all(attempt, at)
    step = attempt.steps.answers()[0]
    with pytest.raises(RecordIsImmutable):
        step.save()
    with pytest.raises(RecordIsImmutable):
        step.delete()
    with pytest.raises(RecordIsImmutable):
        AttemptStep.objects.update(payload=None)
