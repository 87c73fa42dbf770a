"""Submitting marks what was saved, once, by wish or by the clock, and tells those who listen."""

from datetime import timedelta
from decimal import Decimal

import pytest

from courses.errors import GateClosed
from courses.services.gating import set_gate
from progress.models import LectureCompletion
from quizzes.errors import TimeIsUp
from quizzes.events import AttemptSubmitted
from quizzes.models import Attempt, AttemptItem, AttemptState, StepKind
from quizzes.services.answering import save_answer
from quizzes.services.submitting import expire_attempt, submit_attempt
from quizzes.tasks import submit_expired
from quizzes.timing import GRACE
from school.events import announcing
from school.events.models import EventRecord
from tests.quizzes.conftest import answer_all, item_of
from tests.quizzes.five_questions import draft_quiz

pytestmark = [pytest.mark.django_db, pytest.mark.pg]
KIND = announcing.kind_of(AttemptSubmitted)


def test_everything_right_is_full_marks_and_passed(attempt, at):
    answer_all(attempt, at)
    done = submit_attempt(attempt=attempt, at=at)
    assert (done.mark, done.max_mark, done.passed) == (5, 5, True)
    assert done.state == AttemptState.SUBMITTED
    assert done.submitted_at == at


def test_partial_answers_earn_partial_marks(attempt, at):
    multiple = item_of(attempt, "multiple")
    ids = multiple.asked(attempt).ids
    save_answer(attempt=attempt, item=multiple.item_id, client_seq=1, answer=list(ids[:2]), at=at)
    done = submit_attempt(attempt=attempt, at=at)
    assert done.mark == Decimal("0.6667")
    assert done.passed is False
    marks = AttemptItem.objects.in_order().filter(attempt=done).values_list("mark", flat=True)
    assert list(marks) == [0, Decimal("0.6667"), 0, 0, 0]


def test_what_was_begun_before_the_gate_closed_is_ended_and_earns(
    economics, second_branch, instructor, learner, start, at
):
    closing = at + timedelta(minutes=5)
    world = draft_quiz(owner=economics, instructor=instructor, audience=second_branch, at=at)
    set_gate(lecture=world.lecture, gate={"until": closing.isoformat()}, at=at)
    world.publish(at)
    begun = start(learner, world.lecture)
    with pytest.raises(GateClosed):
        start(learner, world.lecture, at=closing)
    answer_all(begun, closing)
    assert submit_attempt(attempt=begun, at=closing + timedelta(minutes=1)).passed
    assert LectureCompletion.objects.filter(member=learner, lecture=world.lecture).exists()


def test_submitting_twice_gives_the_first_result_and_one_fact(attempt, at):
    answer_all(attempt, at)
    first = submit_attempt(attempt=attempt, at=at)
    second = submit_attempt(attempt=attempt, at=at + timedelta(hours=1))
    assert (second.mark, second.submitted_at) == (first.mark, first.submitted_at)
    assert EventRecord.objects.filter(kind=KIND).count() == 1
    assert attempt.steps.filter(kind=StepKind.SUBMITTED).count() == 1


def test_a_late_submission_counts_as_expired_with_what_was_saved(make_world, learner, start, at):
    attempt = start(learner, make_world(time_limit_minutes=5).lecture)
    answer_all(attempt, at)
    done = submit_attempt(attempt=attempt, at=at + timedelta(days=1))
    assert done.state == AttemptState.EXPIRED
    assert done.submitted_at == at + timedelta(minutes=5) + GRACE
    assert done.mark == 5


def test_a_submission_within_the_grace_is_a_submission(make_world, learner, start, at):
    attempt = start(learner, make_world(time_limit_minutes=5).lecture)
    assert submit_attempt(attempt=attempt, at=at + timedelta(minutes=5) + GRACE).state == AttemptState.SUBMITTED


def test_the_sweep_submits_what_is_over_and_nothing_else(make_world, learner, peer, start, at):
    world = make_world(time_limit_minutes=5)
    over = start(learner, world.lecture, at - timedelta(days=400))
    with_time = start(peer, world.lecture, at + timedelta(days=4000))
    answer_all(over, at - timedelta(days=400))
    assert submit_expired() == 1
    assert submit_expired() == 0
    over.refresh_from_db()
    with_time.refresh_from_db()
    assert (over.state, over.mark) == (AttemptState.EXPIRED, 5)
    assert with_time.is_open


def test_nothing_expires_before_its_time(attempt, at):
    with pytest.raises(TimeIsUp):
        expire_attempt(attempt=attempt, at=at)


def test_the_fact_names_the_attempt_and_its_outcome(attempt, learner, world, at, monkeypatch):
    heard = []
    monkeypatch.setitem(announcing._listeners, KIND, {"tests.listener": heard.append})
    answer_all(attempt, at)
    submit_attempt(attempt=attempt, at=at)
    assert heard == [
        AttemptSubmitted(
            attempt_id=attempt.pk,
            member_id=learner.pk,
            lecture_id=world.lecture.pk,
            lecture_revision_id=attempt.lecture_revision_id,
            mark=Decimal(5),
            max_mark=Decimal(5),
            passed=True,
            at=at,
        )
    ]


def test_a_listener_that_raises_never_undoes_a_submitted_quiz(attempt, at, monkeypatch):
    mended = []

    def broken(event):
        Attempt.objects.filter(pk=event.attempt_id).update(mark=0)
        raise RuntimeError

    monkeypatch.setitem(announcing._types, KIND, AttemptSubmitted)
    monkeypatch.setitem(announcing._listeners, KIND, {"tests.completing": broken})
    answer_all(attempt, at)
    submit_attempt(attempt=attempt, at=at)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.mark) == (AttemptState.SUBMITTED, 5)
    record = EventRecord.objects.get(kind=KIND)
    assert record.is_pending
    assert list(record.pending) == ["tests.completing"]

    monkeypatch.setitem(announcing._listeners, KIND, {"tests.completing": mended.append})
    announcing.retry_pending()
    record.refresh_from_db()
    assert not record.is_pending
    [event] = mended
    assert (event.attempt_id, event.mark, event.passed, event.at) == (attempt.pk, 5, True, at)


def test_the_completion_follows_when_it_is_mended(attempt, learner, world, at, monkeypatch):
    name = "progress.receivers.complete_passed_quiz"
    assert name in announcing._listeners[KIND]

    def broken(event):
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setitem(announcing._listeners[KIND], name, broken)
        answer_all(attempt, at)
        assert submit_attempt(attempt=attempt, at=at).passed
    completions = LectureCompletion.objects.filter(member=learner, lecture=world.lecture)
    assert not completions.exists()
    announcing.retry_pending()
    assert completions.get().deciding_id == attempt.public_id
    assert not EventRecord.objects.pending().exists()
