"""How many statements it takes: saving an answer, a whole attempt, and each page however long the quiz is."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quizzes.models import Attempt, AttemptItem
from quizzes.services.submitting import submit_attempt
from tests.quizzes.conftest import answer_all, item_of, right_answer

pytestmark = pytest.mark.django_db
BRACKETS = ("SAVEPOINT", "RELEASE SAVEPOINT", "BEGIN", "COMMIT")


def statements(act):
    """Statements without the brackets of transactions."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        act()
    return [query["sql"] for query in captured if not query["sql"].startswith(BRACKETS)]


@pytest.fixture
def browser(client_of, learner):
    client = client_of(learner)
    client.get("/preferences/")
    return client


def put(client, attempt, item, seq, text):
    body = json.dumps({"client_seq": seq, "answer": {"text": text}})
    url = f"/api/attempts/{attempt.public_id}/answers/{item}"
    response = client.put(url, data=body, content_type="application/json")
    assert response.status_code == 200


def test_a_saved_answer_takes_at_most_five_statements(browser, attempt):
    item = item_of(attempt, "short_text").item_id
    assert len(statements(lambda: put(browser, attempt, item, 1, "党章"))) <= 5
    assert len(statements(lambda: put(browser, attempt, item, 1, "党章"))) <= 4


def test_an_attempt_of_twenty_questions_takes_at_most_two_hundred(browser, make_world, learner, at):
    world = make_world(times=4)

    def whole():
        browser.post(f"/lectures/{world.lecture.public_id}/quiz/")
        attempt = Attempt.objects.of(learner).under_way().get()
        for item in AttemptItem.objects.in_order().filter(attempt=attempt):
            wire = right_answer(attempt, item)
            kind = item.question_version.question.kind
            shape = {"multiple": "options", "single": "option", "true_false": "option"}.get(kind, "text")
            answer = {shape: wire[0] if kind == "single" else wire}
            url = f"/api/attempts/{attempt.public_id}/answers/{item.item_id}"
            body = json.dumps({"client_seq": 1, "answer": answer})
            assert browser.put(url, data=body, content_type="application/json").status_code == 200
        browser.post(f"/api/attempts/{attempt.public_id}/submit")

    assert len(statements(whole)) <= 200


@pytest.mark.parametrize("page", ["/lectures/{lecture}/quiz/", "/attempts/{attempt}/"])
def test_pages_under_way_take_the_same_few_however_many_questions(browser, make_world, learner, start, page):
    counts = []
    for times in (1, 6):
        world = make_world(times=times)
        attempt = start(learner, world.lecture)
        url = page.format(lecture=world.lecture.public_id, attempt=attempt.public_id)
        counts.append(len(statements(lambda url=url: browser.get(url))))
    assert counts[0] == counts[1] <= 12


def test_the_result_takes_the_same_few_however_many_questions(browser, make_world, learner, start, at):
    counts = []
    for times in (1, 6):
        attempt = start(learner, make_world(times=times).lecture)
        answer_all(attempt, at)
        submit_attempt(attempt=attempt, at=at)
        counts.append(len(statements(lambda a=attempt: browser.get(f"/attempts/{a.public_id}/result/"))))
    assert counts[0] == counts[1] <= 12


def test_the_studio_page_takes_the_same_few_however_many_questions(client_of, instructor, make_world):
    client = client_of(instructor)
    client.get("/preferences/")  # policies and what waits for her are remembered from now on
    counts = []
    for times in (1, 6):
        url = f"/studio/lectures/{make_world(times=times).lecture.public_id}/quiz/"
        counts.append(len(statements(lambda url=url: client.get(url))))
    assert counts[0] == counts[1] <= 12
