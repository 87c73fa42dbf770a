"""Several devices at the same moment: one attempt, no answer acknowledged that the marks have not seen, one result."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from quizzes.errors import AnswerConflict, AttemptClosed
from quizzes.models import Attempt, AttemptStep
from quizzes.services.answering import save_answer
from quizzes.services.starting import start_attempt
from quizzes.services.submitting import submit_attempt
from school.events.models import EventRecord
from school.organisation.authority import authority_of
from tests.quizzes.conftest import item_of, right_answer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.pg]
DEVICES = 6


def at_once(acts):
    """Run all acts from one starting line, each on a connection of its own; return what each gave or raised."""
    line = Barrier(len(acts))

    def run(act):
        try:
            line.wait(timeout=20)
            return act()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_starting_on_many_devices_makes_one_attempt(world, learner, at):
    authority = authority_of(learner, at=at)

    def begin():
        return start_attempt(member=learner, authority=authority, lecture=world.lecture, at=at)

    begun = at_once([begin] * DEVICES)
    assert {type(one) for one in begun} == {Attempt}
    assert len({one.pk for one in begun}) == 1
    assert Attempt.objects.count() == 1
    assert AttemptStep.objects.count() == 1


def test_the_same_answer_from_many_wires_is_one_step(attempt, at):
    item = item_of(attempt, "true_false").item_id

    def save():
        return save_answer(attempt=attempt, item=item, client_seq=1, answer="true", at=at)

    replies = at_once([save] * DEVICES)
    assert {reply.state for reply in replies} == {"saved"}
    assert attempt.steps.answers().count() == 1


def test_different_answers_under_one_number_give_one_winner_and_conflicts(attempt, at):
    item = item_of(attempt, "short_text").item_id
    acts = [
        lambda text=text: save_answer(attempt=attempt, item=item, client_seq=1, answer=text, at=at)
        for text in "甲乙丙丁"
    ]
    replies = at_once(acts)
    assert sum(isinstance(reply, AnswerConflict) for reply in replies) == len(acts) - 1
    assert attempt.steps.answers().count() == 1


def test_answers_to_different_questions_all_arrive(attempt, at):
    acts = []
    for kind in ("single", "multiple", "true_false", "short_text", "numeric"):
        item = item_of(attempt, kind)
        wire = right_answer(attempt, item)
        acts.append(
            lambda item=item, wire=wire: save_answer(
                attempt=attempt, item=item.item_id, client_seq=1, answer=wire, at=at
            )
        )
    assert {reply.state for reply in at_once(acts)} == {"saved"}
    assert list(attempt.steps.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_an_acknowledged_answer_is_in_the_marks(world, learner, peer, start, at):
    """Submitting races with the last answer: either the answer was refused, or it counts."""
    for member in (learner, peer):
        attempt = start(member, world.lecture)
        item = item_of(attempt, "true_false").item_id
        acts = [
            lambda a=attempt, i=item: save_answer(attempt=a, item=i, client_seq=1, answer="true", at=at),
            lambda a=attempt: submit_attempt(attempt=a, at=at),
        ]
        saved, submitted = at_once(acts)
        attempt.refresh_from_db()
        acknowledged = not isinstance(saved, AttemptClosed)
        assert attempt.mark == submitted.mark == (1 if acknowledged else 0)


def test_submitting_on_many_devices_gives_one_result_and_one_fact(attempt, at):
    results = at_once([lambda: submit_attempt(attempt=attempt, at=at)] * DEVICES)
    assert {result.mark for result in results} == {0}
    assert EventRecord.objects.filter(kind="quizzes.AttemptSubmitted").count() == 1
