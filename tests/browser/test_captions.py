"""An author captions a recording by keyboard, loses the network and a colleague's race, and a member reads along."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator

import imageio_ffmpeg
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import DESK, Device, wait_for_script
from tests.browser.schools import School, school_with

pytestmark = [pytest.mark.browser, pytest.mark.ffmpeg]
SECONDS = 3
SRT = "1\n00:00:00,000 --> 00:00:00,700\n我志愿加入\n2\n00:00:00.700 --> 00:00:01,800\n<font>中国共产党</font>\n"


@pytest.fixture(scope="module")
def school(tmp_path_factory) -> Iterator[School]:
    folder = tmp_path_factory.mktemp("captions")
    film = folder / "film.mp4"
    sources = [f"testsrc2=size=320x180:rate=25:duration={SECONDS}", f"sine=duration={SECONDS}"]
    inputs = [word for source in sources for word in ("-f", "lavfi", "-i", source)]
    codecs = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"]
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-loglevel", "error", *inputs, *codecs, film], check=True)
    with school_with("tests.browser.planting_captions:plant_captions", folder / "home", str(film)) as running:
        yield running


@pytest.fixture(scope="module")
def author(school, browser: Browser) -> Device:
    return Device(browser, school.url, viewport=DESK).sign_in("instructor")


def texts(page: Page) -> list[str]:
    return [box.input_value() for box in page.locator(".cue textarea").all()]


def saved(page: Page) -> None:
    expect(page.locator('[data-captions-target="state"] [data-state="saved"]')).to_be_visible()


def test_captions_are_written_by_keyboard_and_saved_by_themselves(school, author):
    place = f"/studio/uploads/{school.ids['film_asset']}/captions/"
    page = author.open(f"{place}zh-hant/file/")
    page.set_input_files("[name=file]", {"name": "a.srt", "mimeType": "", "buffer": SRT.encode("gb18030")})
    author.submit("form[enctype]")
    expect(page.locator(".findings")).to_have_count(4)
    page.click("button[name=save]")
    expect(page.locator(".cue")).to_have_count(2)
    assert texts(page) == ["我志愿加入", "中国共产党"]
    first = page.locator(".cue textarea").first
    first.focus()
    first.evaluate("box => box.setSelectionRange(3, 3)")
    page.keyboard.press("Alt+s")
    assert texts(page) == ["我志愿", "加入", "中国共产党"]
    page.keyboard.press("Alt+m")
    page.keyboard.press("Alt+z")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+Period")
    saved(page)
    page = author.open(f"{place}zh-hant/")
    assert texts(page) == ["我志愿", "加入", "中国共产党"]
    assert author.complaints == []


def test_what_is_typed_without_a_network_arrives_later_and_after_a_reload(school, author):
    page = author.open(f"/studio/uploads/{school.ids['film_asset']}/captions/en/")
    box = page.locator(".cue textarea").first
    author.context.set_offline(True)
    box.fill("I volunteer to join,")
    expect(page.locator('[data-captions-target="state"] [data-state="waiting"]')).to_be_visible()
    author.context.set_offline(False)
    saved(page)
    author.complaints.clear()
    page.route("**/api/assets/**", lambda route: route.abort())
    box.fill("I pledge to join,")
    page.reload()
    page.unroute("**/api/assets/**")
    assert texts(page)[0] == "I pledge to join,"
    saved(page)
    author.complaints.clear()


def test_of_two_authors_the_second_decides(school, author, browser):
    place = f"/studio/uploads/{school.ids['film_asset']}/captions/en/"
    page = author.open(place)
    other = author.context.new_page()
    other.goto(place)
    other.locator(".cue textarea").first.fill("Theirs")
    saved(other)
    page.locator(".cue textarea").first.fill("Mine")
    expect(page.locator('[data-captions-target="conflict"]')).to_be_visible()
    page.locator('[data-captions-target="conflict"] button').first.click()
    saved(page)
    other.reload()
    assert texts(other)[0] == "Mine"
    other.close()
    author.complaints.clear()


def test_a_member_reads_along_and_chooses_a_passage(school, browser):
    device = Device(browser, school.url).sign_in("learner")
    page = device.open(f"/lectures/{school.ids['film']}/")
    passages = page.locator("[data-transcript-target=passage]")
    expect(passages).to_have_count(2)
    passages.nth(1).focus()
    page.keyboard.press("Enter")
    wait_for_script(page, "document.querySelector('video').currentTime >= 0.7", what="the jump to the passage")
    expect(passages.nth(1)).to_have_attribute("aria-current", "true")
    page.fill("#transcript-words", "章程")
    expect(page.locator("[data-transcript-target=found]")).to_have_text(re.compile("1.*1"))
    page.locator(".transcript .chips a").last.click()
    expect(page.locator(".transcript .script")).to_have_attribute("lang", "zh-hans")
    device.context.close()
