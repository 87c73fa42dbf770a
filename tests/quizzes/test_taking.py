"""The pages of a quiz, as a person without scripts meets them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes.models import Attempt
from quizzes.services.answering import save_answer
from quizzes.sheets import questions_under_way
from tests.quizzes.conftest import item_of, right_answer
from tests.quizzes.five_questions import SECRETS

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client_of, learner):
    return client_of(learner)


def filled(attempt, **changes):
    """What the form of the attempt page posts when everything is right."""
    data = {}
    for question in questions_under_way(attempt):
        item = item_of(attempt, question.kind)
        wire = right_answer(attempt, item)
        data[f"answer-{question.item}"] = list(wire) if question.kind in {"multiple", "single"} else wire
        data[f"seq-{question.item}"] = str(question.client_seq)
    return data | changes


def page_of(attempt):
    return f"/attempts/{attempt.public_id}/"


def test_begin_answer_submit_and_read_the_explanations(browser, world, learner):
    intro = f"/lectures/{world.lecture.public_id}/quiz/"
    assert browser.get(intro).status_code == 200
    begun = browser.post(intro)
    attempt = Attempt.objects.of(learner).get()
    assert begun.url == page_of(attempt)
    shown = browser.get(begun.url)
    assert shown.status_code == 200
    assert all(question.stem in shown.content.decode() for question in questions_under_way(attempt))
    submitted = browser.post(page_of(attempt), filled(attempt, act="submit"))
    assert submitted.url == f"/attempts/{attempt.public_id}/result/"
    result = browser.get(submitted.url).content.decode()
    assert SECRETS["explanation 4"] in result
    assert SECRETS["source 1"] in result
    attempt.refresh_from_db()
    assert attempt.passed


def test_saving_keeps_the_attempt_open_and_shows_the_answers_again(browser, attempt):
    saved = browser.post(page_of(attempt), filled(attempt, act="save"))
    assert saved.url == page_of(attempt)
    attempt.refresh_from_db()
    assert attempt.is_open
    assert SECRETS["variant"] in browser.get(page_of(attempt)).content.decode()


def test_posting_the_same_form_twice_writes_nothing_new(browser, attempt):
    browser.post(page_of(attempt), filled(attempt, act="save"))
    steps = attempt.steps.count()
    browser.post(page_of(attempt), filled(attempt, act="save"))
    assert attempt.steps.count() == steps


def test_blank_answers_are_asked_about_once(browser, attempt):
    item = item_of(attempt, "numeric").item_id
    data = filled(attempt, act="submit") | {f"answer-{item}": ""}
    asked = browser.post(page_of(attempt), data)
    assert asked.status_code == 200
    assert 'value="submit_with_blanks"' in asked.content.decode()
    again = {key: value for key, value in data.items() if not key.startswith("seq-")}
    seqs = {f"seq-{question.item}": str(question.client_seq) for question in questions_under_way(attempt)}
    assert browser.post(page_of(attempt), again | seqs | {"act": "submit_with_blanks"}).status_code == 302
    attempt.refresh_from_db()
    assert not attempt.is_open
    assert attempt.mark == 4


def test_an_answer_that_cannot_be_read_is_kept_on_the_page_and_nothing_is_submitted(browser, attempt):
    item = item_of(attempt, "numeric").item_id
    shown = browser.post(page_of(attempt), filled(attempt, act="submit") | {f"answer-{item}": "三十二吧"})
    page = shown.content.decode()
    assert "三十二吧" in page
    assert f'id="trouble-{item}"' in page
    attempt.refresh_from_db()
    assert attempt.is_open
    assert attempt.steps.answers().count() == 4


def test_an_old_page_does_not_overwrite_a_newer_answer(browser, attempt, at):
    old_page = filled(attempt, act="submit")
    item = item_of(attempt, "true_false").item_id
    save_answer(attempt=attempt, item=item, client_seq=1, answer="false", at=at)
    shown = browser.post(page_of(attempt), old_page).content.decode()
    assert f'id="trouble-{item}"' in shown
    attempt.refresh_from_db()
    assert attempt.is_open
    assert questions_under_way(attempt)[2].answer == "false"


def test_a_submitted_attempt_leads_to_its_result(browser, attempt):
    browser.post(page_of(attempt), filled(attempt, act="submit"))
    assert browser.get(page_of(attempt)).url == f"/attempts/{attempt.public_id}/result/"
    assert browser.post(page_of(attempt), {"act": "submit"}).url == f"/attempts/{attempt.public_id}/result/"


def test_an_open_attempt_has_no_result_yet(browser, attempt):
    assert browser.get(f"/attempts/{attempt.public_id}/result/").url == page_of(attempt)


def test_time_that_is_over_is_said_and_what_was_saved_counts(browser, make_world, learner, start, at):
    began = timezone.now() - timedelta(hours=2)
    attempt = start(learner, make_world(time_limit_minutes=5).lecture, began)
    item = item_of(attempt, "true_false").item_id
    save_answer(attempt=attempt, item=item, client_seq=1, answer="true", at=began)
    assert browser.post(page_of(attempt), {"act": "submit"}, follow=True).status_code == 200
    attempt.refresh_from_db()
    assert (attempt.state, attempt.mark) == ("expired", 1)


def test_the_intro_counts_down_the_attempts(browser, make_world, learner):
    world = make_world(attempts_allowed=1)
    intro = f"/lectures/{world.lecture.public_id}/quiz/"
    browser.post(intro)
    attempt = Attempt.objects.of(learner).get()
    browser.post(page_of(attempt), {"act": "submit_with_blanks"})
    after = browser.get(intro).content.decode()
    assert 'type="submit"' not in after.split("<main", 1)[1].split("</main>")[0]
    assert browser.post(intro).url == intro
    assert Attempt.objects.count() == 1


def test_when_answers_wait_for_the_last_attempt_only_the_marks_are_shown(browser, make_world, learner):
    world = make_world(attempts_allowed=2, release="after_last")
    intro = f"/lectures/{world.lecture.public_id}/quiz/"
    browser.post(intro)
    first = Attempt.objects.of(learner).under_way().get()
    browser.post(page_of(first), {"act": "submit_with_blanks"})
    page = browser.get(f"/attempts/{first.public_id}/result/").content.decode()
    assert not [secret for secret in SECRETS.values() if secret in page]
    browser.post(intro)
    second = Attempt.objects.of(learner).under_way().get()
    browser.post(page_of(second), {"act": "submit_with_blanks"})
    assert SECRETS["explanation 1"] in browser.get(f"/attempts/{first.public_id}/result/").content.decode()


def test_strangers_find_nothing(client_of, outsider, peer, secretary, attempt, world):
    for stranger in (peer, secretary, outsider):
        client = client_of(stranger)
        assert client.get(page_of(attempt)).status_code == 404
        assert client.post(page_of(attempt), {"act": "submit"}).status_code == 404
        assert client.get(f"/attempts/{attempt.public_id}/result/").status_code == 404
    assert client_of(outsider).get(f"/lectures/{world.lecture.public_id}/quiz/").status_code == 404
    assert client_of(outsider).post(f"/lectures/{world.lecture.public_id}/quiz/").status_code == 404


def test_who_is_not_signed_in_is_sent_to_sign_in(client, attempt, world):
    for url in (page_of(attempt), f"/lectures/{world.lecture.public_id}/quiz/"):
        assert "/accounts/login" in client.get(url).url


def test_attempts_are_not_kept_in_caches(browser, attempt):
    assert "no-store" in browser.get(page_of(attempt))["Cache-Control"]
