"""Slides, walked by hand: made from a PDF and a narration, timed by keys, turned by the narration and by fingers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import authoring
from tests.browser.chromium import Device, wait_for_script
from tests.browser.conftest import FAILED
from tests.browser.schools import School, school_with
from tests.media.decks.papers import write_pdf

pytestmark = [pytest.mark.browser, pytest.mark.ffmpeg]

PAGES = (("Transfers",), ("Ninety days",), ("Who signs",))
VIDEO = "document.querySelector('video')"


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    with school_with("tests.browser.planting:plant_people", tmp_path) as running:
        yield running


@pytest.fixture
def devices(browser: Browser, school: School, request: pytest.FixtureRequest) -> Iterator[list[Device]]:
    held: list[Device] = []
    yield held
    for number, device in enumerate(held):
        if request.node.stash.get(FAILED, False):
            device.picture(f"slides-{number}")
        device.context.close()


def test_from_a_pdf_and_a_recording_to_pages_that_turn_by_themselves(browser, school, devices, film, tmp_path):
    author = Device(browser, school.url).sign_in("instructor")
    learner = Device(browser, school.url, has_touch=True).sign_in("learner")
    devices += [author, learner]
    course = authoring.make_course(author)
    lecture = make_slides(author, course, write_pdf(tmp_path / "deck.pdf", PAGES), film)
    mark_times(author, lecture)
    authoring.publish(author, course, school.ids["economics"])
    study(learner, lecture)
    assert [complaint for device in devices for complaint in device.complaints] == []


def make_slides(device: Device, course: str, deck: Path, film: Path) -> str:
    """A lecture with both files, uploaded in pieces and prepared."""
    lecture = authoring.add_lecture(device, course, "slides", "看图学接转")
    page = device.page
    for name, path in (("deck", deck), ("narration", film)):
        device.open(f"/studio/lectures/{lecture}/{name}/")
        page.set_input_files("#recording", path)
        expect(page.locator("[data-upload-target=asset]")).not_to_have_value("")
        device.submit("main form:has(#recording)")
        ready = page.locator("[data-controller=status] [data-state=ready]").last
        expect(ready).to_be_visible(timeout=authoring.TRANSCODING_MS)
        page.reload()
    return lecture


def mark_times(device: Device, lecture: str) -> None:
    """By the N key at two moments; nudged and undone; saved without a button; still there after a reload."""
    page = device.open(f"/studio/lectures/{lecture}/timing/")
    wait_for_script(page, f"{VIDEO}.readyState >= 1", what="the narration being there")
    for seconds in (5, 12):
        seek(page, seconds)
        page.keyboard.press("n")
    fields = page.locator('input[name^="page-"]')
    expect(fields.nth(0)).to_have_value("0:05")
    expect(fields.nth(1)).to_have_value("0:12")
    page.locator(".mark").first.focus()
    page.keyboard.press("ArrowRight")
    expect(fields.nth(0)).to_have_value("0:05.1")
    page.keyboard.press("Control+z")
    expect(fields.nth(0)).to_have_value("0:05")
    expect(page.locator("[data-timing-target=state] [data-state=saved]")).to_be_visible()
    page.reload()
    expect(page.locator(".mark")).to_have_count(2)


def study(device: Device, lecture: str) -> None:
    """The narration turns the page, a finger turns the page and moves the narration."""
    page = device.open(f"/lectures/{lecture}/")
    wait_for_script(page, f"{VIDEO}.readyState >= 1", what="the narration being there")
    shown = page.locator(".slide.now")
    expect(shown).to_have_attribute("id", "page-1")
    seek(page, 13)
    expect(shown).to_have_attribute("id", "page-3")
    page.locator("[data-slides-target=back]").click()
    expect(shown).to_have_attribute("id", "page-2")
    wait_for_script(page, f"Math.abs({VIDEO}.currentTime - 5) < 1", what="the narration going along")
    expect(shown.locator("img")).to_have_js_property("complete", value=True)
    assert shown.locator("img").evaluate("picture => picture.naturalWidth") > 0
    swipe_left(page)
    expect(shown).to_have_attribute("id", "page-3")


def seek(page: Page, seconds: int) -> None:
    page.evaluate("at => window.dispatchEvent(new CustomEvent('player:seek', {detail: {seconds: at}}))", seconds)
    wait_for_script(page, f"Math.abs({VIDEO}.currentTime - {seconds}) < 0.5 && !{VIDEO}.seeking", what="the seek")
    page.evaluate(f"{VIDEO}.pause()")


def swipe_left(page: Page) -> None:
    """A finger from right to left over the page shown."""
    page.locator(".slide.now .sheet").evaluate(
        """sheet => {
          const touch = (x) => new Touch({ identifier: 1, target: sheet, clientX: x, clientY: 200 });
          const tell = (kind, x, touches) => sheet.dispatchEvent(
            new TouchEvent(kind, { bubbles: true, touches, changedTouches: [touch(x)] }));
          tell("touchstart", 300, [touch(300)]);
          tell("touchend", 120, []);
        }"""
    )
