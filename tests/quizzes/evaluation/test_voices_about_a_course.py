"""Members say what they think of a course; nobody can tell who said what, not even with the whole database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils.timezone import localdate

from quizzes.errors import EvaluationIsGiven
from quizzes.evaluations import results_of
from quizzes.models import EvaluationAnswer, EvaluationGiven
from quizzes.services.evaluating import ANSWERS, decline_evaluation, give_evaluation
from tests.progress.recordings import Watching
from tests.quizzes.timeline.recorded import draft_recording

pytestmark = [pytest.mark.django_db, pytest.mark.pg]


@pytest.fixture
def draft(economics, second_branch, instructor, at):
    made = draft_recording(owner=economics, instructor=instructor, audience=second_branch, at=at, kinds=())
    made.publish(at)
    return made


@pytest.fixture
def course(draft):
    return draft.lecture.chapter.course


@pytest.fixture
def voices(make_member, second_branch):
    """voices(n) → so many members of the second branch."""
    return lambda number, start=0: [make_member(f"声{start + n}", second_branch) for n in range(number)]


def answers(step: int, good: str = "") -> dict[str, object]:
    return dict.fromkeys(ANSWERS[:4], step) | {"good": good, "better": ""}


def say(member, course, at, step: int = 4, good: str = "") -> None:
    give_evaluation(member=member, course=course, answers=answers(step, good), on=localdate(at))


def test_four_voices_show_nothing_and_the_fifth_shows_all_five(course, voices, at):
    people = voices(5)
    for member in people[:4]:
        say(member, course, at)
        assert results_of(course).voices == 0
    say(people[4], course, at, step=5)
    results = results_of(course)
    assert (results.voices, results.scales[0].counts) == (5, (0, 0, 0, 4, 1))


def test_the_next_voices_wait_until_they_are_five_again(course, voices, at):
    for member in voices(9):
        say(member, course, at)
    assert results_of(course).voices == 5
    (last,) = voices(1, start=9)
    say(last, course, at)
    assert results_of(course).voices == 10


def test_everybody_speaks_once_and_may_decline_for_ever(course, voices, at):
    one, other = voices(2)
    say(one, course, at)
    with pytest.raises(EvaluationIsGiven):
        say(one, course, at)
    decline_evaluation(member=other, course=course, on=localdate(at))
    with pytest.raises(EvaluationIsGiven):
        say(other, course, at)
    assert EvaluationAnswer.objects.count() == 1


def test_nothing_that_is_kept_of_a_voice_knows_who_or_when(course, voices, at):
    columns = {field.name for field in EvaluationAnswer._meta.get_fields()}
    assert columns == {"key", "course", "batch", *ANSWERS}
    (member,) = voices(1)
    say(member, course, at)
    given = EvaluationGiven.objects.get()
    assert {field.name for field in given._meta.get_fields()} == {"id", "member", "course", "on", "skipped"}


def test_with_the_whole_database_one_does_no_better_than_guessing(course, voices, at):
    """The best that the order of rows, keys or writing transactions offers, against one in five, over many batches."""
    batches, hits = 30, 0
    for batch in range(batches):
        people = voices(5, start=batch * 5)
        for member in people:
            say(member, course, at, good=member.name)
        spoken = [given.member.name for given in EvaluationGiven.objects.order_by("-pk")[:5]][::-1]
        hits += max(sum(a == b for a, b in zip(spoken, guess, strict=True)) for guess in _orders(batch + 1))
    # Two independent guesses of five each, the better one counted: 1.6 hits a batch by chance, 5 for who can tell.
    assert hits / batches < 2.6


def _orders(batch: int) -> list[list[str]]:
    """The texts of a batch in the orders that the tables keep: as stored, and by key."""
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT good FROM quizzes_evaluationanswer WHERE batch = %s ORDER BY {place}", [batch])
        stored = [row[0] for row in cursor.fetchall()]
    keyed = list(EvaluationAnswer.objects.filter(batch=batch).order_by("key").values_list("good", flat=True))
    return [stored, keyed]


def test_the_page_opens_with_half_of_the_course_and_closes_with_the_answer(client_of, draft, course, learner, at):
    browser = client_of(learner)
    here = f"/courses/{course.public_id}/evaluation/"
    assert browser.get(here).status_code == 403
    Watching.open(member=learner, lecture=draft.lecture, at=at).watch(0, 120)
    assert browser.get(here).status_code == 200
    assert browser.post(here, {"clear": "5"}).status_code == 422
    assert browser.post(here, answers(5, "讲得清楚")).status_code == 302
    assert "given" in browser.get(here).templates[0].name
    assert EvaluationAnswer.objects.get().good == "讲得清楚"


def test_declining_is_a_button(client_of, draft, course, learner, at):
    Watching.open(member=learner, lecture=draft.lecture, at=at).watch(0, 120)
    client_of(learner).post(f"/courses/{course.public_id}/evaluation/decline/")
    assert EvaluationGiven.objects.get().skipped
    assert not EvaluationAnswer.objects.exists()


def test_authors_and_officers_over_the_owner_read_it_and_learners_do_not(
    client_of, course, voices, learner, instructor, outsider, at
):
    for member in voices(5):
        say(member, course, at + timedelta(days=1), good="好在实例")
    here = f"/studio/courses/{course.public_id}/evaluation/"
    assert "好在实例" in client_of(instructor).get(here).content.decode()
    assert client_of(learner).get(here).status_code == 403
    assert client_of(outsider).get(here).status_code == 404
