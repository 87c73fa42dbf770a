"""Nothing that only the author may know of a timeline reaches a learner before her answer; every secret is a canary."""

from __future__ import annotations

import json

import pytest

from progress.services.ruling import install_first_rules
from quizzes.models import Attempt, QuestionVersion
from tests.quizzes.five_questions import SECRETS
from tests.quizzes.timeline.recorded import KINDS

pytestmark = pytest.mark.django_db


@pytest.fixture
def asking(draft, at):
    """All five kinds on one recording, each again until right."""
    install_first_rules()
    for place, kind in enumerate(KINDS):
        draft.place(kind, place * 20_000, at=at)
    draft.publish(at)
    return draft


@pytest.fixture
def browser(client_of, learner):
    return client_of(learner)


def questions_on_the_page(browser, asking) -> str:
    page = browser.get(f"/lectures/{asking.lecture.public_id}/").content.decode()
    section = page.split('id="questions"', 1)[1].split("</section>", 1)[0]
    return "\n".join(line for line in section.splitlines() if "csrfmiddlewaretoken" not in line)


def found_in(text: str) -> set[str]:
    return {name for name, secret in SECRETS.items() if secret in text or json.dumps(secret)[1:-1] in text}


def put(browser, asking, kind: str, answer: dict, seq: int = 1):
    item = asking.lecture.timeline_questions.get(question=asking.questions[kind]).public_id
    return browser.put(
        f"/api/lectures/{asking.lecture.public_id}/questions/{item}",
        data=json.dumps({"client_seq": seq, "answer": answer}),
        content_type="application/json",
    )


def test_the_page_before_an_answer_holds_no_key(asking, browser):
    assert found_in(questions_on_the_page(browser, asking)) == set()


def test_the_reply_to_a_wrong_answer_holds_only_the_remark_on_it(asking, browser):
    reply = put(browser, asking, "true_false", {"option": "false"})
    assert (reply.status_code, reply.json()["verdict"], reply.json()["settled"]) == (200, "wrong", False)
    assert found_in(reply.content.decode()) == {"false remark"}
    assert found_in(questions_on_the_page(browser, asking)) == {"false remark"}


def test_the_reply_to_the_right_answer_explains_that_question_and_no_other(asking, browser):
    reply = put(browser, asking, "true_false", {"option": "true"})
    assert reply.json()["left"] == 4
    assert found_in(reply.content.decode()) == {"true remark", "explanation 3", "source 3"}


def test_what_is_shown_does_not_depend_on_the_key(asking, browser):
    before = questions_on_the_page(browser, asking)
    versions = QuestionVersion._base_manager
    for question in (asking.questions["single"], asking.questions["true_false"]):
        version = question.latest
        right = 0 if question.kind == "single" else False
        versions.filter(pk=version.pk).update(content=version.content | {"right": right})
    assert questions_on_the_page(browser, asking) == before


def test_an_attempt_on_a_timeline_is_no_quiz_that_could_be_read_or_submitted(asking, browser):
    put(browser, asking, "true_false", {"option": "false"})
    attempt = Attempt.objects.get()
    assert browser.get(f"/attempts/{attempt.public_id}/").status_code == 404
    assert browser.get(f"/attempts/{attempt.public_id}/result/").status_code == 404
    assert browser.get(f"/api/attempts/{attempt.public_id}").status_code == 404
    assert browser.post(f"/api/attempts/{attempt.public_id}/submit").status_code == 404


def test_without_scripts_a_plain_form_answers_and_says_what_is_wrong(asking, browser):
    item = asking.lecture.timeline_questions.get(question=asking.questions["true_false"]).public_id
    there = f"/lectures/{asking.lecture.public_id}/questions/{item}/"
    blank = browser.post(there, follow=True)
    assert [str(message) for message in blank.context["messages"]]
    reply = browser.post(there, {f"answer-{item}": "true", f"seq-{item}": "0"})
    assert reply.url.endswith(f"#question-{item}")
    assert "data-settled" in questions_on_the_page(browser, asking)
    assert SECRETS["explanation 3"] in questions_on_the_page(browser, asking)


def test_settling_a_question_costs_a_fixed_number_of_queries(asking, browser, django_assert_max_num_queries):
    browser.get("/offline/")
    put(browser, asking, "true_false", {"option": "false"})
    with django_assert_max_num_queries(30):
        assert put(browser, asking, "true_false", {"option": "true"}, seq=2).status_code == 200
