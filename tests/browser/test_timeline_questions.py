"""Questions on a recording, walked by hand: it pauses and asks, over what fills the screen too, and offline."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import DESK, Device, wait_for_script
from tests.browser.conftest import FAILED
from tests.browser.schools import School, school_with
from tests.browser.test_every_page import EVERYTHING, violations
from tests.browser.watching import VIDEO

pytestmark = [pytest.mark.browser, pytest.mark.ffmpeg]

LEFT = "[data-timeline-target=left]"


@pytest.fixture
def school(tmp_path: Path, film: Path) -> Iterator[School]:
    with school_with("tests.browser.planting_timeline:plant_timeline", tmp_path, str(film)) as running:
        yield running


@pytest.fixture
def devices(browser: Browser, school: School, request: pytest.FixtureRequest) -> Iterator[list[Device]]:
    held: list[Device] = []
    yield held
    for number, device in enumerate(held):
        if request.node.stash.get(FAILED, False):
            device.picture(f"timeline-{number}")
        device.context.close()


def test_the_recording_asks_and_the_author_puts_another_question(browser, school, devices):
    learner = Device(browser, school.url, viewport=DESK).sign_in("learner")
    devices.append(learner)
    meet_questions(learner, school.ids["timeline"])
    author = Device(browser, school.url).sign_in("instructor")
    devices.append(author)
    place_here(author, school.ids["timeline"])
    assert [complaint for device in devices for complaint in device.complaints] == []


def meet_questions(device: Device, lecture: str) -> None:
    """A jump says what is left; wrong, then right; the second one in full screen and without a network."""
    page = open_lecture(device, lecture)
    skip_ahead(page)
    page.locator("[data-timeline-target=next]").click()
    first = asked(page, 0)
    expect(first).to_have_attribute("data-due", "")
    wait_for_script(page, f"{VIDEO}.paused", what="the recording waiting for an answer")
    expect(first.locator("legend")).to_be_focused()
    assert violations(page, EVERYTHING) == []
    first.locator('input[value="false"]').check()
    page.keyboard.press("Enter")
    expect(first.locator('[data-verdict="wrong"]')).to_be_visible()
    first.locator('input[value="true"]').check()
    first.locator('[data-part="send"]').click()
    expect(first.locator('[data-verdict="right"]')).to_be_visible()
    expect(first).to_have_attribute("data-settled", "")
    expect(page.locator("[data-timeline-target=next]")).to_be_hidden()
    first.locator('[data-part="on"]').click()
    fill_the_screen(page)
    page.context.set_offline(True)
    second = page.locator(".stage > .asked")
    expect(second).to_be_visible(timeout=20_000)
    second.locator('input[value="true"]').check()
    second.locator('[data-part="send"]').click()
    expect(second.locator('[data-state="device"]')).to_be_visible()
    page.context.set_offline(False)
    expect(second).to_have_attribute("data-settled", "")
    page.evaluate("() => document.exitFullscreen()")
    expect(page.locator("#questions > .asked")).to_have_count(2)
    page.reload()
    expect(page.locator(".asked[data-settled]")).to_have_count(2)


def open_lecture(device: Device, lecture: str) -> Page:
    page = device.open(f"/lectures/{lecture}/")
    wait_for_script(page, f"{VIDEO}.readyState >= 2", what="the recording being playable")
    expect(page.locator("[data-controller=timeline]")).to_have_attribute("data-ready", "")
    return page


def skip_ahead(page: Page) -> None:
    """A jump past both asks nothing, and says that one is left."""
    page.evaluate(f"() => {{ {VIDEO}.currentTime = 12; {VIDEO}.play(); }}")
    wait_for_script(page, f"{VIDEO}.currentTime > 12.6", what="playing past both")
    expect(page.locator(".asked[data-due]")).to_have_count(0)
    expect(page.locator("[data-timeline-target=next]")).to_be_visible()


def fill_the_screen(page: Page) -> None:
    page.evaluate(f"() => {VIDEO}.pause()")
    page.locator(".stage .player-bar [data-stage-target=full]").click()
    wait_for_script(page, "document.fullscreenElement !== null", what="the stage filling the screen")
    page.evaluate(f"() => {{ {VIDEO}.currentTime = 7; {VIDEO}.play(); }}")


def asked(page: Page, number: int):
    return page.locator("#questions .asked").nth(number)


def place_here(device: Device, lecture: str) -> None:
    """The H key takes the second; a new question is written for it; the page warns that it is too close."""
    page = device.open(f"/studio/lectures/{lecture}/questions/")
    expect(page.locator("[data-controller=placing]")).to_have_attribute("data-ready", "")
    wait_for_script(page, f"{VIDEO}.readyState >= 2", what="the recording being playable")
    page.evaluate(f"() => {{ {VIDEO}.currentTime = 14; }}")
    wait_for_script(page, f"{VIDEO}.currentTime >= 14 && !{VIDEO}.seeking", what="the place")
    page.keyboard.press("h")
    expect(page.locator("#placing-at")).to_have_value("0:14")
    page.locator('button[formaction*="/new/true_false/"]').click()
    page.fill("#id_stem", "党费每月交纳。")
    page.locator('input[name="right"][value="true"]').check()
    device.submit()
    expect(page.locator("ol.rows > li")).to_have_count(3)
    expect(page.locator("ol.rows .due")).to_have_count(2)
    page.reload()
    expect(page.locator("[data-controller=placing]")).to_have_attribute("data-ready", "")
    assert violations(page, EVERYTHING) == []
