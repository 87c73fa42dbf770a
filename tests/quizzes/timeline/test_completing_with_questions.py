"""A lecture that asks on its timeline is complete when enough was played and every required question is settled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from progress.models import LectureCompletion, LedgerEntry
from progress.services.rebuilding import differences, rebuild
from progress.services.ruling import install_first_rules
from quizzes.errors import QuestionSettled
from quizzes.models import AttemptItem
from tests.progress.recordings import Watching
from tests.quizzes.timeline.recorded import Recorded, draft_recording

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_rules")]


@pytest.fixture
def first_rules(db):
    return install_first_rules()


@pytest.fixture
def watch(learner, recorded, at) -> Callable[..., Watching]:
    """Open the recording and play it from the start."""

    def play(seconds: int, *, later: timedelta = timedelta(0)) -> Watching:
        watching = Watching.open(member=learner, lecture=recorded.lecture, at=at + later)
        if seconds:
            watching.watch(0, seconds)
        return watching

    return play


def test_watching_alone_does_not_complete_it(watch):
    watch(120)
    assert not LectureCompletion.objects.exists()


def test_answering_alone_does_not_complete_it(recorded, learner, answer):
    answer(learner, recorded, "true_false", "true")
    assert not LectureCompletion.objects.exists()


def test_the_answer_after_the_watching_completes_it(recorded, learner, watch, answer, at):
    watching = watch(120)
    answer(learner, recorded, "true_false", "true", at=at + timedelta(minutes=5))
    completion = LectureCompletion.objects.get()
    assert (completion.deciding_fact, completion.deciding_id) == ("coverage", watching.session.public_id)
    assert completion.completed_at == at + timedelta(minutes=5)
    assert LedgerEntry.objects.count() == 1


def test_the_watching_after_the_answer_completes_it(recorded, learner, watch, answer):
    answer(learner, recorded, "true_false", "true")
    watch(120)
    assert LectureCompletion.objects.count() == 1


def test_a_wrong_answer_does_not_complete_it_where_it_must_be_right(recorded, learner, watch, answer):
    watch(120)
    answer(learner, recorded, "true_false", "false")
    assert not LectureCompletion.objects.exists()
    answer(learner, recorded, "true_false", "true", seq=2)
    assert LectureCompletion.objects.exists()


def test_the_answers_of_another_member_do_not_count(recorded, peer, watch, answer):
    watch(120)
    answer(peer, recorded, "true_false", "true")
    assert not LectureCompletion.objects.exists()


def test_what_is_only_offered_holds_nobody_up(draft, learner, answer, at):
    draft.place("short_text", 60_000, at=at, required=False)
    draft.publish(at)
    Watching.open(member=learner, lecture=draft.lecture, at=at).watch(0, 120)
    assert LectureCompletion.objects.exists()


def test_what_was_earned_stays_when_questions_are_added(recorded, learner, watch, answer, at):
    watch(120)
    answer(learner, recorded, "true_false", "true")
    recorded.place("single", 90_000, at=at)
    recorded.publish(at + timedelta(hours=1))
    watch(0, later=timedelta(hours=2))
    assert LectureCompletion.objects.count() == 1
    assert list(differences(at=at + timedelta(days=1))) == []


def test_a_question_that_was_added_is_asked_of_who_opens_the_new_revision(recorded, learner, watch, answer, at):
    answer(learner, recorded, "true_false", "true")
    watch(30)
    recorded.place("numeric", 90_000, at=at)
    recorded.publish(at + timedelta(hours=1))
    watch(120, later=timedelta(hours=2))
    assert not LectureCompletion.objects.exists()
    assert list(differences(at=at + timedelta(days=1))) == []


def test_a_question_that_was_taken_away_holds_nobody_up(recorded, learner, watch, at):
    watch(120)
    recorded.lecture.timeline_questions.all().delete()
    recorded.publish(at + timedelta(hours=1))
    assert not LectureCompletion.objects.exists()
    watch(0, later=timedelta(hours=2))
    assert LectureCompletion.objects.exists()
    assert list(differences(at=at + timedelta(days=1))) == []


def test_a_lost_completion_is_found_and_mended_from_the_facts(recorded, learner, watch, answer, at):
    watch(120)
    answer(learner, recorded, "true_false", "true", at=at + timedelta(minutes=5))
    completed = LectureCompletion.objects.values("completed_at").get()
    LectureCompletion.objects.all().delete()
    AttemptItem.objects.update(settled_at=None)
    assert {found.what for found in differences(at=at)} >= {"timeline", "completion"}
    rebuild(at=at + timedelta(days=1))
    assert LectureCompletion.objects.values("completed_at").get() == completed
    assert AttemptItem.objects.filter(settled_at__isnull=False).count() == 1


def test_a_planted_settlement_is_found(recorded, learner, answer, at):
    answer(learner, recorded, "true_false", "false")
    AttemptItem.objects.filter(mark=0).update(settled_at=at)
    assert [found.problem for found in differences(at=at)] == ["it is settled, yet no answer does so"]


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("watch"), st.sampled_from([(0, 60), (40, 120), (0, 120)])),
        st.tuples(st.just("answer"), st.sampled_from([("true_false", "true"), ("true_false", "false")])),
        st.tuples(st.just("answer"), st.sampled_from([("short_text", "不知道"), ("numeric", "770770.0625")])),
        st.tuples(st.just("publish"), st.sampled_from(["add", "take"])),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_in_whatever_order_it_happens_the_facts_say_the_same(
    steps, economics, second_branch, instructor, learner, answer, at, django_db_blocker
):
    with transaction.atomic():
        recorded = draft_recording(owner=economics, instructor=instructor, audience=second_branch, at=at)
        recorded.place("true_false", 30_000, at=at)
        recorded.place("short_text", 60_000, at=at, required=False, retry="once")
        recorded.publish(at)
        _walk(recorded, learner, answer, steps, at)
        assert list(differences(at=at + timedelta(days=9))) == []
        transaction.set_rollback(True)


def _walk(recorded: Recorded, learner, answer, steps, at) -> None:
    """Whatever is refused on the way is part of it."""
    earned = 0
    for number, (what, fact) in enumerate(steps, start=1):
        now = at + timedelta(hours=number)
        if what == "watch":
            Watching.open(member=learner, lecture=recorded.lecture, at=now).watch(*fact)
        elif what == "answer":
            placed = recorded.lecture.timeline_questions.filter(question=recorded.questions[fact[0]])
            if placed.exists():
                try:
                    answer(learner, recorded, *fact, seq=number, at=now)
                except QuestionSettled:
                    continue
        elif fact == "add":
            if not recorded.lecture.timeline_questions.filter(question=recorded.questions["numeric"]).exists():
                recorded.place("numeric", 90_000, at=now)
            recorded.publish(now)
        else:
            recorded.lecture.timeline_questions.filter(required=True).delete()
            recorded.publish(now)
        done = LectureCompletion.objects.filter(lecture=recorded.lecture).count()
        assert done >= earned, "what was earned stays"
        earned = done
