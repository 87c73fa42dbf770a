"""A note and a question at a second; the instructor answers; a post is reported, taken away, and gone for others."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator

import imageio_ffmpeg
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import DESK, Device
from tests.browser.schools import School, school_with
from tests.operations.processes import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.ffmpeg]
SECONDS = 4
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = "{resultTypes: ['violations'], rules: {'target-size': {enabled: true}}}"


@pytest.fixture(scope="module")
def school(tmp_path_factory) -> Iterator[School]:
    folder = tmp_path_factory.mktemp("talking")
    film = folder / "film.mp4"
    sources = [f"testsrc2=size=320x180:rate=25:duration={SECONDS}", f"sine=duration={SECONDS}"]
    inputs = [word for source in sources for word in ("-f", "lavfi", "-i", source)]
    codecs = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"]
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-loglevel", "error", *inputs, *codecs, film], check=True)
    with school_with("tests.browser.planting_talking:plant_talking", folder / "home", str(film)) as running:
        yield running


def at_second(page: Page, second: int) -> None:
    """The recording stands there, and the page has heard it: its clock says so."""
    page.evaluate(f"() => window.dispatchEvent(new CustomEvent('player:seek', {{detail: {{seconds: {second}}}}}))")
    expect(page.locator('[data-controls-target="times"] [data-slot="now"]')).to_have_text(f"0:0{second}")


def accessible(page: Page) -> None:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(f"() => axe.run('main', {RULES})")
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []


def frame(page: Page):
    return page.locator('[data-discussion-target="frame"][data-live]')


def test_a_note_and_a_question_at_a_second_and_what_becomes_of_them(school: School, browser: Browser):
    learner = Device(browser, school.url).sign_in("learner")
    page = learner.open(f"/lectures/{school.ids['film']}/")
    take_notes(page, learner)
    thread = ask(page)
    accessible(page)

    instructor = Device(browser, school.url, viewport=DESK).sign_in("instructor")
    answer(instructor, thread)

    peer = Device(browser, school.url, viewport=DESK).sign_in("peer")
    report(peer, thread)

    moderator = Device(browser, school.url, viewport=DESK).sign_in("moderator")
    take_away(moderator)
    gone = peer.page.goto(thread)
    assert gone is not None
    assert gone.status == 404
    expect(learner.open(thread).locator(".post").first).to_contain_text("谁写的")
    peer.complaints.clear()
    for device in (learner, instructor, peer, moderator):
        assert device.complaints == []
        device.context.close()


def take_notes(page: Page, learner: Device) -> None:
    """With the key, changed in place, without a network, deleted and put back."""
    notes = page.locator("#notes")
    expect(notes.locator('[data-notes-target="hint"]')).to_be_visible()
    at_second(page, 2)
    page.keyboard.press("n")
    expect(notes.locator('[name="moment"]')).to_have_value("0:02")
    expect(notes.locator('[name="text"]')).to_be_focused()
    notes.locator('[name="text"]').fill("这里要再看")
    notes.locator('form button[type="submit"]').first.click()
    saved = notes.locator('[data-notes-target="state"] [data-state="saved"]')
    expect(saved).to_be_visible()
    learner.context.set_offline(True)
    notes.locator('[name="text"]').fill("没有网络时写的")
    notes.locator('form button[type="submit"]').first.click()
    expect(notes.locator('[data-notes-target="state"] [data-state="waiting"]')).to_be_visible()
    learner.context.set_offline(False)
    expect(saved).to_be_visible()
    page.reload()
    rows = notes.locator('[data-notes-target="note"]')
    notes.scroll_into_view_if_needed()
    expect(rows).to_have_count(2)
    expect(rows.last).to_contain_text("这里要再看")
    rows.last.locator('button[data-action="notes#remove"]').click()
    expect(rows).to_have_count(1)
    notes.locator('[data-notes-target="undo"] button').click()
    expect(rows).to_have_count(2)
    expect(saved).to_be_visible()


def ask(page: Page) -> str:
    """At a second, without leaving the page; the address of the thread."""
    page.locator("#discussion").scroll_into_view_if_needed()
    shown = frame(page)
    expect(shown.locator('[name="title"]')).to_be_visible()
    at_second(page, 3)
    shown.locator('[data-discussion-target="now"]').click()
    expect(shown.locator('[name="moment"]')).to_have_value("0:03")
    shown.locator('[name="title"]').fill("誓词是谁写的")
    shown.locator('[name="body"]').fill("想知道是谁写的。")
    shown.locator('form[method="post"] button[type="submit"]').first.click()
    expect(page.locator('[data-discussion-target="voice"]')).not_to_be_empty()
    expect(shown.locator(".post")).to_have_count(1)
    expect(shown.locator("a.moment")).to_have_text("0:03")
    at_second(page, 1)
    shown.locator("a.moment").click()
    expect(page.locator('[data-controls-target="times"] [data-slot="now"]')).to_have_text("0:03")
    shown.locator("a[data-part]").first.click()
    thread = shown.locator(".rows a b").first
    expect(thread).to_have_text("誓词是谁写的")
    return str(shown.locator(".rows a[data-part]").first.get_attribute("href"))


def answer(instructor: Device, thread: str) -> None:
    page = instructor.open(thread)
    page.locator("#id_body").fill("章程里有。")
    instructor.submit('main form.form[action$="/"]:has(#id_body)')
    expect(page.locator(".post.answer")).to_contain_text("章程里有。")
    accessible(page)


def report(peer: Device, thread: str) -> None:
    page = peer.open(thread)
    expect(page.locator(".post").nth(1)).to_have_class(re.compile("answer"))
    page.locator(".post").first.locator('a[href$="/report/"]').click()
    page.locator('[name="reason"][value="rumour"]').check()
    accessible(page)
    peer.submit("main form.form")
    expect(page.locator(".messages")).to_be_visible()


def take_away(moderator: Device) -> None:
    page = moderator.open("/moderation/")
    accessible(page)
    page.locator(".rows a").first.click()
    expect(page.locator("#id_reason")).to_be_visible()
    page.fill("#id_reason", "没有来源")
    accessible(page)
    with page.expect_navigation():
        page.click('button[name="decision"][value="hide"]')
    expect(page.locator(".messages")).to_be_visible()
