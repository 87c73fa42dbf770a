"""A review, walked by hand: submitted, commented at a place, returned, mended, approved twice, published later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.chromium import DESK, PHONE, Device
from tests.browser.conftest import FAILED
from tests.browser.schools import SETTINGS, School, school_with
from tests.operations.processes import environment, manage

pytestmark = [pytest.mark.browser]

QUOTE = "介绍信的有效期最长六十天。"


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    with school_with("tests.browser.planting_review:plant_draft", tmp_path) as running:
        yield running


@pytest.fixture
def device_of(browser: Browser, school: School, request: pytest.FixtureRequest) -> Iterator[dict[str, Device]]:
    held = {
        "instructor": Device(browser, school.url).sign_in("instructor"),
        "reviewer": Device(browser, school.url, viewport=DESK).sign_in("reviewer"),
        "final": Device(browser, school.url, viewport=PHONE).sign_in("final"),
        "learner": Device(browser, school.url).sign_in("learner"),
    }
    yield held
    for name, device in held.items():
        if request.node.stash.get(FAILED, False):
            device.picture(f"review-{name}")
        device.context.close()


def test_from_a_submission_to_a_publication_by_the_clock(school, device_of, tmp_path):
    author, first, last = device_of["instructor"], device_of["reviewer"], device_of["final"]
    course = school.ids["course"]
    submit(author, course)
    round_ = comment_and_return(first, school.ids["lecture"])
    mend(author, course, round_)
    submit(author, course)
    for reviewer in (first, last):
        approve(reviewer)
    plan(author, school)
    done = "from tests.browser.planting_review import its_time_has_come; its_time_has_come()"
    carried_out = manage("shell", "--verbosity", "0", "-c", done, env=environment(tmp_path, **SETTINGS))
    assert carried_out.returncode == 0, carried_out.stderr
    learner = device_of["learner"]
    expect(learner.open(f"/courses/{course}/").locator("h1")).to_have_text("组织关系接转（修订）")
    assert [complaint for device in device_of.values() for complaint in device.complaints] == []


def submit(device: Device, course: str) -> None:
    page = device.open(f"/studio/courses/{course}/review/")
    device.submit('form[action$="/submit/"]')
    expect(page.locator(".messages .success")).to_be_visible()
    expect(page.locator('form[action$="/take-back/"]')).to_be_visible()


def comment_and_return(device: Device, lecture: str) -> str:
    """Marked words fill the form; the comment stands at its section; the draft goes back with reasons."""
    page = device.open("/reviews/")
    with page.expect_navigation():
        page.locator("main .rows a").first.click()
    round_ = page.url.split("/reviews/")[1].strip("/")
    page = device.open(f"/reviews/{round_}/lectures/{lecture}/")
    expect(page.locator("[data-remark-target=hint]")).to_be_visible()
    page.get_by_text(QUOTE, exact=True).select_text()
    expect(page.locator("#id_quote")).to_have_value(QUOTE)
    expect(page.locator("#id_anchor")).to_have_value("section-2")
    page.fill("main aside #id_text", "应为九十天。")
    device.submit('form[action$="/comments/"]')
    expect(page.locator(".threads blockquote")).to_have_text(QUOTE)
    page = device.open(f"/reviews/{round_}/")
    page.locator("aside #id_text").fill("请改有效期。")
    with page.expect_navigation():
        page.locator("button[value=returned]").click()
    expect(page.locator(".messages .success")).to_be_visible()
    return round_


def mend(device: Device, course: str, round_: str) -> None:
    """The author reads the reasons, answers, says that it is done, and changes the title."""
    page = device.open(f"/reviews/{round_}/")
    page.locator(".threads summary").first.click()
    page.locator(".threads textarea").first.fill("已改。")
    device.submit('form[action$="/answer/"]')
    expect(page.locator(".answers li")).to_have_count(1)
    page.locator(".threads summary").first.click()
    with page.expect_navigation():
        page.locator('button[formaction$="/resolve/"]').click()
    page.locator(".threads summary").first.click()
    expect(page.locator('button[formaction$="/reopen/"]')).to_be_visible()
    page = device.open(f"/studio/courses/{course}/about/")
    page.fill("#id_title", "组织关系接转（修订）")
    with page.expect_navigation():
        page.press("#id_title", "Enter")


def approve(device: Device) -> None:
    page = device.open("/reviews/")
    with page.expect_navigation():
        page.locator("main .rows a").first.click()
    with page.expect_navigation():
        page.locator("button[value=approved]").click()
    expect(page.locator(".messages .success")).to_be_visible()


def plan(device: Device, school: School) -> None:
    """Tomorrow, for the second branch; it is listed and could be cancelled."""
    tomorrow = datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(days=1)
    page = device.open(f"/studio/courses/{school.ids['course']}/schedule/")
    page.fill("#id_due_at >> nth=0", tomorrow.strftime("%Y-%m-%dT%H:%M"))
    second = page.locator(f'input[name=organisations][value="{school.ids["second"]}"]')
    second.evaluate("box => { for (let e = box; e; e = e.parentElement) if (e.tagName === 'DETAILS') e.open = true; }")
    second.check()
    with page.expect_navigation():
        page.locator("form:has(input[value=publish]) button[type=submit]").click()
    expect(page.locator('form[action$="/cancel/"]')).to_have_count(1)
