"""In a real Chromium at a phone's width: answers are saved as they are given, and wait on the device while offline."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from quizzes.models import Attempt
from quizzes.services.answering import save_answer
from quizzes.services.submitting import submit_attempt
from quizzes.sheets import questions_under_way
from tests.browser.chromium import PHONE, Device, chromium
from tests.quizzes.conftest import item_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def page(monkeypatch, live_server, client_of, learner):
    # Playwright's own loop runs in this thread, which Django would otherwise take for asynchronous code.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    cookie = client_of(learner).cookies["school_session"].value
    with chromium() as browser:
        device = Device(browser, live_server.url)
        device.context.add_cookies([{"name": "school_session", "value": cookie, "url": live_server.url}])
        yield device.page


def open_attempt(page: Page, live_server, attempt: Attempt) -> None:
    """Until the controllers, which are loaded when a page names them, are there."""
    page.goto(f"{live_server.url}/attempts/{attempt.public_id}/", wait_until="networkidle")


def question(page: Page, attempt: Attempt, kind: str):
    return page.locator(f'fieldset[data-item="{item_of(attempt, kind).item_id}"]')


def state(page: Page, attempt: Attempt, kind: str, name: str):
    return question(page, attempt, kind).locator(f'[data-state="{name}"]')


def standing(attempt: Attempt) -> dict[str, object]:
    return {shown.kind: shown.answer for shown in questions_under_way(attempt)}


def test_an_answer_is_saved_as_it_is_given_and_there_after_a_reload(page, live_server, attempt):
    open_attempt(page, live_server, attempt)
    question(page, attempt, "true_false").locator('input[value="true"]').check()
    question(page, attempt, "short_text").locator("input[type=text]").fill("党章")
    expect(state(page, attempt, "true_false", "saved")).to_be_visible()
    expect(state(page, attempt, "short_text", "saved")).to_be_visible()
    assert standing(attempt)["true_false"] == "true"
    assert standing(attempt)["short_text"] == "党章"
    page.reload()
    expect(question(page, attempt, "true_false").locator('input[value="true"]')).to_be_checked()


def test_answers_wait_on_the_device_while_the_network_is_away(page, live_server, attempt):
    open_attempt(page, live_server, attempt)
    page.context.set_offline(True)
    question(page, attempt, "true_false").locator('input[value="false"]').check()
    expect(state(page, attempt, "true_false", "device")).to_be_visible()
    page.locator("button[value=submit]").click()
    expect(page.locator("[data-quiz-target=waiting]")).to_be_visible()
    assert standing(attempt)["true_false"] is None
    page.context.set_offline(False)
    expect(state(page, attempt, "true_false", "saved")).to_be_visible()
    assert standing(attempt)["true_false"] == "false"


def test_an_answer_from_another_device_is_a_conflict_and_not_overwritten(page, live_server, attempt, at):
    open_attempt(page, live_server, attempt)
    item = item_of(attempt, "true_false").item_id
    save_answer(attempt=attempt, item=item, client_seq=1, answer="true", at=at)
    question(page, attempt, "true_false").locator('input[value="false"]').check()
    expect(state(page, attempt, "true_false", "conflict")).to_be_visible()
    assert standing(attempt)["true_false"] == "true"
    question(page, attempt, "true_false").locator('input[value="true"]').check()
    expect(state(page, attempt, "true_false", "saved")).to_be_visible()


def test_an_attempt_that_was_submitted_elsewhere_says_so(page, live_server, attempt, at):
    open_attempt(page, live_server, attempt)
    submit_attempt(attempt=attempt, at=at)
    question(page, attempt, "true_false").locator('input[value="true"]').check()
    expect(state(page, attempt, "true_false", "closed")).to_be_visible()
    page.reload()
    expect(page).to_have_url(f"{live_server.url}/attempts/{attempt.public_id}/result/")


def test_when_time_ends_the_page_looks_again_once_and_says_what_to_do(page, live_server, make_world, learner, start):
    loads = []
    page.on("load", lambda _page: loads.append(page.url))
    world = make_world(time_limit_minutes=1)
    attempt = start(learner, world.lecture, timezone.now() - timedelta(seconds=50))
    open_attempt(page, live_server, attempt)
    question(page, attempt, "true_false").locator('input[value="true"]').check()
    expect(page.locator("p[role=alert]")).to_be_visible()
    page.wait_for_timeout(2500)
    assert len(loads) <= 2
    page.locator("button[value=submit]").click()
    page.locator("button[value=submit_with_blanks]").click()
    expect(page).to_have_url(f"{live_server.url}/attempts/{attempt.public_id}/result/")
    attempt.refresh_from_db()
    assert (attempt.state, attempt.mark) == ("submitted", 1)


def test_without_scripts_the_same_page_is_a_plain_form(page, live_server, attempt):
    plain = page.context.browser.new_context(java_script_enabled=False, viewport=PHONE)
    plain.add_cookies(page.context.cookies())
    page = plain.new_page()
    open_attempt(page, live_server, attempt)
    question(page, attempt, "true_false").locator('input[value="true"]').check()
    page.locator("button[value=submit]").click()
    page.locator("button[value=submit_with_blanks]").click()
    expect(page).to_have_url(f"{live_server.url}/attempts/{attempt.public_id}/result/")
    attempt.refresh_from_db()
    assert attempt.mark == 1
