"""A question on a timeline is an ordinary question: saved by itself, judged at once, settled by its rule."""

from __future__ import annotations

from datetime import timedelta

import pytest

from courses.errors import GateClosed
from courses.services import withdraw_course
from quizzes.errors import AnswerConflict, AnswerInvalid, QuestionSettled
from quizzes.models import Attempt, AttemptItem, AttemptStep
from quizzes.services.authoring import revise_question
from quizzes.services.timeline_answering import answer_on_timeline
from quizzes.timelines import timeline_of, unsettled
from school.errors import NotFound
from tests.quizzes.five_questions import SECRETS
from tests.quizzes.timeline.recorded import Recorded

pytestmark = pytest.mark.django_db


def test_a_wrong_answer_asks_again_and_a_right_one_settles(recorded, learner, answer):
    wrong = answer(learner, recorded, "true_false", "false")
    row = wrong.timeline.rows[0]
    assert (row.settled, row.reply.verdict, row.reply.right, wrong.timeline.left) == (False, "wrong", (), 1)
    right = answer(learner, recorded, "true_false", "true", seq=2)
    row = right.timeline.rows[0]
    assert (row.settled, row.reply.verdict, right.timeline.left) == (True, "right", 0)
    assert row.reply.explanation == SECRETS["explanation 3"]


def test_one_answer_settles_a_question_that_is_shown_once(recorded, learner, answer):
    row = answer(learner, recorded, "short_text", "不知道").timeline.rows[1]
    assert (row.settled, row.reply.verdict) == (True, "wrong")
    assert row.reply.right == (SECRETS["variant"],)
    with pytest.raises(QuestionSettled):
        answer(learner, recorded, "short_text", SECRETS["variant"], seq=2)


def test_after_three_wrong_answers_the_right_one_is_explained_and_still_asked_for(draft, learner, answer, at):
    draft.place("short_text", 30_000, at=at)
    draft.publish(at)
    for seq in (1, 2):
        assert answer(learner, draft, "short_text", f"错{seq}", seq=seq).timeline.rows[0].reply.right == ()
    row = answer(learner, draft, "short_text", "错三", seq=3).timeline.rows[0]
    assert (row.settled, row.reply.right) == (False, (SECRETS["variant"],))


def test_an_author_may_keep_the_explanation(draft, learner, answer, at):
    draft.place("true_false", 30_000, at=at, explains=False)
    draft.publish(at)
    reply = answer(learner, draft, "true_false", "true").timeline.rows[0].reply
    assert (reply.verdict, reply.right, reply.explanation, reply.source) == ("right", (), "", "")


def test_the_same_answer_twice_is_one_answer(recorded, learner, answer):
    first = answer(learner, recorded, "true_false", "true")
    again = answer(learner, recorded, "true_false", "true")
    assert first.saved == again.saved
    assert AttemptStep.objects.answers().count() == 1


def test_another_answer_with_the_same_number_is_a_conflict(recorded, learner, answer):
    answer(learner, recorded, "true_false", "false")
    with pytest.raises(AnswerConflict):
        answer(learner, recorded, "true_false", "true")


def test_an_older_answer_that_arrives_late_changes_nothing(recorded, learner, answer):
    answer(learner, recorded, "true_false", "true", seq=5)
    late = answer(learner, recorded, "true_false", "false", seq=2)
    assert (late.saved.state, late.timeline.rows[0].settled) == ("stale", True)


@pytest.mark.parametrize("blank", [None, "", "   "])
def test_a_blank_is_no_answer_and_leaves_nothing(recorded, learner, answer, blank):
    with pytest.raises(AnswerInvalid):
        answer(learner, recorded, "short_text", blank)
    assert not Attempt.objects.exists()


def test_the_first_answer_is_the_one_that_statistics_count(recorded, learner, answer):
    answer(learner, recorded, "true_false", "false")
    answer(learner, recorded, "true_false", "true", seq=2)
    item = AttemptItem.objects.get(question_version__question=recorded.questions["true_false"])
    assert (item.mark, item.settled_at is not None) == (0, True)


def test_what_was_settled_stays_settled_when_the_question_is_written_anew(recorded, learner, instructor, answer, at):
    answer(learner, recorded, "true_false", "true")
    content = {"right": False, "feedback_true": "", "feedback_false": ""}
    revise_question(question=recorded.questions["true_false"], stem="反过来", content=content, by=instructor, at=at)
    shown = recorded.publish(at + timedelta(hours=1))
    assert unsettled(member=learner, shown=shown) == frozenset()
    assert timeline_of(shown, member=learner).rows[0].settled


def test_what_was_answered_wrongly_is_asked_in_its_new_version(recorded, learner, instructor, answer, at):
    answer(learner, recorded, "true_false", "false")
    content = {"right": False, "feedback_true": "", "feedback_false": ""}
    revise_question(question=recorded.questions["true_false"], stem="反过来", content=content, by=instructor, at=at)
    shown = recorded.publish(at + timedelta(hours=1))
    row = timeline_of(shown, member=learner).rows[0]
    assert (row.question.stem, row.reply, row.question.client_seq) == ("反过来", None, 0)
    assert answer(learner, recorded, "true_false", "false").timeline.rows[0].settled


def test_options_keep_their_ids_from_the_first_look_to_the_answer(draft, learner, answer, at):
    draft.place("single", 30_000, at=at)
    shown = draft.publish(at)
    before = timeline_of(shown, member=learner).rows[0].question.options
    answer(learner, draft, "single", before[0].id)
    after = timeline_of(shown, member=learner).rows[0].question.options
    assert [option.id for option in before] == [option.id for option in after]


def test_a_closed_gate_takes_no_answer(recorded, learner, answer, at):
    recorded.lecture.gate = {"from": (at + timedelta(days=9)).isoformat()}
    recorded.lecture.save()
    recorded.publish(at)
    with pytest.raises(GateClosed):
        answer(learner, recorded, "true_false", "true")


def test_a_withdrawn_course_and_a_stranger_get_nothing(recorded, learner, outsider, instructor, answer, at):
    with pytest.raises(NotFound):
        answer(outsider, recorded, "true_false", "true")
    withdraw_course(course=recorded.lecture.chapter.course, member=instructor, reason="停用", at=at)
    with pytest.raises(NotFound):
        answer(learner, recorded, "true_false", "true")


def test_a_question_that_is_gone_takes_no_answer(recorded: Recorded, learner, authority, at):
    placed = recorded.lecture.timeline_questions.get(question=recorded.questions["true_false"])
    item = placed.public_id
    placed.delete()
    recorded.publish(at)
    with pytest.raises(NotFound):
        answer_on_timeline(
            member=learner, authority=authority(learner), lecture=recorded.lecture, item=item, client_seq=1,
            answer="true", at=at,
        )  # fmt: skip
