"""What a member does: watch in real time, answer, read the year."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.authoring import QUESTIONS, explanation
from tests.browser.chromium import Device, wait_for_script

SPEED = "2"
# What somebody gives; the third option of "multiple" is wrong, so it stays unticked.
WRONG, RIGHT_NUMBER = "一个不对的回答", "1"

VIDEO = "document.querySelector('video')"
DECODED = f"""() => ({{
    sound: {VIDEO}.webkitAudioDecodedByteCount,
    picture: {VIDEO}.webkitVideoDecodedByteCount,
    source: {VIDEO}.src,
}})"""


def open_lecture(device: Device, lecture: str) -> Page:
    """The lecture's page, its viewing session open and its recording loaded."""
    with device.page.expect_response("**/api/viewing-sessions"):
        page = device.open(f"/lectures/{lecture}/")
    wait_for_script(page, f"{VIDEO}.readyState >= 2", what="the recording being playable")
    page.click("[data-stage-target=more]")
    page.select_option("[data-player-target=speed]", SPEED)
    page.keyboard.press("Escape")
    return page


def play_until(page: Page, second: float) -> None:
    """Play in real time until this second of the recording, or its end."""
    page.evaluate(f"() => {VIDEO}.play()")
    reached = f"{VIDEO}.ended || {VIDEO}.currentTime >= {second}"
    wait_for_script(page, reached, what=f"playing to second {second}", milliseconds=60_000)


def assert_heard_and_seen(page: Page) -> None:
    """Chromium has decoded sound and picture, and through Media Source: the recording came as HLS."""
    decoded = page.evaluate(DECODED)
    assert decoded["sound"] > 0, decoded
    assert decoded["picture"] > 0, decoded
    assert decoded["source"].startswith("blob:"), decoded


def position(page: Page) -> float:
    """Where the recording stands, in seconds."""
    return page.evaluate(f"() => {VIDEO}.currentTime")


def take_quiz(device: Device, quiz: str) -> Page:
    """Answer all five, four of them rightly, and submit; the page with the result."""
    page = device.open(f"/lectures/{quiz}/quiz/")
    device.submit()
    expect(page).to_have_url(re.compile(r"/attempts/[\w-]{12}/$"))
    page.locator('[data-kind="single"] label', has_text="八十").click()
    for text in ("保守党的秘密", "对党忠诚"):
        page.locator('[data-kind="multiple"] label', has_text=text).click()
    page.locator('[data-kind="true_false"] input[value="true"]').check()
    page.locator('[data-kind="short_text"] input[type=text]').fill(WRONG)
    page.locator('[data-kind="numeric"] input[type=text]').fill(RIGHT_NUMBER)
    expect(page.locator("fieldset [data-state=saved]:visible")).to_have_count(len(QUESTIONS))
    assert explanation("single") not in page.content()
    page.locator("button[value=submit]").click()
    expect(page).to_have_url(re.compile(r"/attempts/[\w-]{12}/result/$"))
    return page
