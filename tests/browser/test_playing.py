"""The player in a real Chromium: every way of playing, choosing, listening, reading along, and what stops it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import imageio_ffmpeg
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.chromium import DESK, Device, wait_for_script
from tests.browser.conftest import FAILED
from tests.browser.planting_films import LINES
from tests.browser.schools import School, school_with
from tests.browser.test_every_page import EVERYTHING, violations
from tests.browser.watching import COUNTING, NO_HLS, NO_MEDIA_SOURCE, VIDEO, Watcher

pytestmark = [pytest.mark.browser, pytest.mark.ffmpeg]

SECONDS = 12
SAID = "[data-said]"
CAPTION = "[data-subtitles-target=lines]"


@pytest.fixture(scope="module")
def school(tmp_path_factory) -> Iterator[School]:
    folder = tmp_path_factory.mktemp("playing")
    film = folder / "film.mp4"
    sources = [f"testsrc2=size=960x540:rate=25:duration={SECONDS}", f"sine=duration={SECONDS}"]
    inputs = [word for source in sources for word in ("-f", "lavfi", "-i", source)]
    codecs = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"]
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-loglevel", "error", *inputs, *codecs, film], check=True)
    with school_with("tests.browser.planting_films:plant_film", folder / "home", str(film)) as running:
        yield running


@pytest.fixture(scope="module")
def sign_ins() -> dict[str, list[Any]]:
    """The cookies of who has signed in, by person."""
    return {}


@pytest.fixture
def watching(
    school: School, browser: Browser, sign_ins, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Watcher]]:
    """watching() → a desk with the lecture open; `script` runs before every page of it. People sign in once."""
    devices: list[Device] = []

    def watch(*, at: int | None = None, script: str = "", who: str = "learner") -> Watcher:
        device = Device(browser, school.url, viewport=DESK)
        devices.append(device)
        if who in sign_ins:
            device.context.add_cookies(sign_ins[who])
        else:
            sign_ins[who] = device.sign_in(who).context.cookies()
        if script:
            device.context.add_init_script(script)
        watcher = Watcher(device, school.ids["film"])
        watcher.open(at=at)
        return watcher

    yield watch
    for number, device in enumerate(devices):
        if request.node.stash.get(FAILED, False):
            device.picture(f"{request.node.name}-{number}")
        device.context.close()


def test_plays_to_its_end_with_sound_and_picture_and_lands_where_one_goes(watching):
    watcher = watching(at=1)
    page = watcher.page
    page.evaluate(COUNTING)
    watcher.go_to(7.4)
    watcher.wait("seeking === false && Math.abs(document.querySelector('video').currentTime - 7.4) <= 0.3", what="7.4")
    watcher.go_to(6)
    watcher.settings()
    page.select_option("[data-player-target=speed]", "2")
    page.keyboard.press("Escape")
    watcher.play()
    watcher.wait("ended", what="the end")
    seen = page.evaluate("() => window.seen")
    assert (seen["errors"], seen["stalls"]) == (0, 0), seen
    assert 0 < seen["times"] <= 4 * 8, seen
    assert watcher.fact("webkitAudioDecodedByteCount") > 0
    assert watcher.fact("webkitVideoDecodedByteCount") > 0
    assert watcher.fact("src").startswith("blob:")
    assert watcher.device.complaints == []


def test_a_chosen_quality_is_what_is_fetched_and_the_data_saver_wins_over_it(watching):
    watcher = watching()
    page = watcher.page
    watcher.settings()
    quality, saver = page.locator("[data-stream-target=quality]"), page.locator("[data-stream-target=saver]")
    expect(quality.locator("option")).to_have_count(3)
    quality.select_option("360")
    watcher.open()
    assert watcher.segments("v360")
    watcher.forget()
    watcher.settings()
    expect(quality).to_have_value("360")
    quality.select_option("540")
    watcher.play()
    wait_for_script(page, f"{VIDEO}.videoHeight === 540", what="the sharper picture")
    assert watcher.segments("v540")
    saver.check()
    expect(quality).to_be_disabled()
    page.reload()
    watcher.forget()
    page.reload()
    page.wait_for_load_state("networkidle")
    assert watcher.segments("") == []
    watcher.play()
    watcher.wait("currentTime > 0.5", what="playing with the data saver")
    assert watcher.segments("v360")
    assert watcher.segments("v540") == []


def test_listening_fetches_no_picture_and_goes_on_at_the_same_place(watching):
    watcher = watching(at=3)
    page = watcher.page
    watcher.play()
    watcher.wait("currentTime > 3.5", what="playing")
    watcher.settings()
    watcher.forget()
    page.check("[data-stream-target=listening]")
    page.keyboard.press("Escape")
    watcher.wait("videoWidth === 0 && !document.querySelector('video').paused", what="the sound alone")
    watcher.wait("currentTime > 4.5", what="going on")
    assert watcher.segments("v") == []
    assert watcher.segments("audio")
    expect(page.locator("[data-stream-target=still]")).to_be_visible()
    page.click("[data-stream-target=still] button")
    watcher.wait("videoWidth > 0 && document.querySelector('video').currentTime > 4.5", what="the picture again")
    watcher.pause()
    expect(page.locator("[data-player-target=state] [data-state=saved]")).to_be_visible()
    expect(page.locator("[data-player-target=state] [data-state=refused]")).to_be_hidden()


def test_captions_have_a_language_a_size_and_a_place_that_are_remembered(watching):
    watcher = watching(at=1)
    page, lines = watcher.page, watcher.page.locator(CAPTION)
    expect(lines).to_have_text(f"{LINES['zh-hans']} !")
    assert lines.locator("b").count() == 1
    before = lines.evaluate("(node) => parseFloat(getComputedStyle(node).fontSize)")
    watcher.settings()
    page.select_option("[data-subtitles-target=size]", "largest")
    page.select_option("[data-subtitles-target=place]", "under")
    page.select_option("[data-subtitles-target=language]", "en")
    watcher.open(at=1)
    expect(lines).to_have_text(f"{LINES['en']} !")
    assert lines.evaluate("(node) => parseFloat(getComputedStyle(node).fontSize)") > before * 1.5
    picture = page.locator(".screen").bounding_box()
    assert lines.bounding_box()["y"] >= picture["y"] + picture["height"]
    page.keyboard.press("c")
    expect(lines).to_be_hidden()


def test_keys_move_the_player_but_not_while_somebody_types(watching):
    watcher = watching(at=1)
    page = watcher.page
    page.keyboard.press("5")
    watcher.wait("currentTime === 6", what="the middle")
    page.keyboard.press("j")
    watcher.wait("currentTime === 0", what="the beginning")
    page.keyboard.press("m")
    assert watcher.fact("muted") is True
    expect(page.locator(SAID)).not_to_be_empty()
    page.keyboard.press(">")
    assert watcher.fact("playbackRate") == 1.25
    page.focus(".seek input")
    page.keyboard.press("ArrowRight")
    watcher.wait("currentTime === 5", what="five seconds on")
    spoken = re.compile(r"0:05.*0:12|0:12.*0:05")
    expect(page.locator(".seek input")).to_have_attribute("aria-valuetext", spoken)
    page.keyboard.press("?")
    expect(page.locator("dialog.keys")).to_be_visible()
    assert violations(page, EVERYTHING) == []
    page.keyboard.press("k")
    assert watcher.fact("paused") is True
    page.keyboard.press("Escape")
    page.fill("#transcript-words", "")
    page.type("#transcript-words", "mk5")
    assert (watcher.fact("muted"), watcher.fact("paused"), watcher.fact("currentTime")) == (True, True, 5)
    page.locator("#transcript-words").blur()
    page.keyboard.press("f")
    wait_for_script(page, "document.fullscreenElement", what="full screen")
    page.keyboard.press("f")


@pytest.mark.parametrize(("script", "file"), [(NO_MEDIA_SOURCE, "master.m3u8"), (NO_HLS, "fallback.mp4")])
def test_a_browser_without_media_source_plays_what_it_can(watching, script, file):
    watcher = watching(script=script)
    watcher.play()
    watcher.wait("currentTime > 1", what="playing")
    assert watcher.fact("src").endswith(file)
    assert watcher.fact("webkitVideoDecodedByteCount") > 0
    assert not any("hls" in address for address in _scripts(watcher))


def _scripts(watcher: Watcher) -> list[str]:
    return watcher.page.evaluate("() => performance.getEntriesByType('resource').map((entry) => entry.name)")


def test_a_sign_out_stops_it_with_a_sentence_and_signing_in_goes_on_at_the_place(watching, school):
    watcher = watching(at=2)
    page, cookies = watcher.page, watcher.device.context.cookies()
    watcher.settings()
    watcher.device.context.clear_cookies()
    page.check("[data-stream-target=listening]")
    trouble = page.locator("[data-stream-target=trouble] [data-state=signed-out]")
    expect(trouble).to_be_visible()
    link = page.locator("[data-stream-target=signin]").get_attribute("href") or ""
    assert link.endswith(f"?next=%2Flectures%2F{school.ids['film']}%2F%23t%3D2"), link
    assert violations(page, EVERYTHING) == []
    watcher.device.context.add_cookies(cookies)
    page.evaluate("() => window.dispatchEvent(new Event('focus'))")
    watcher.wait("readyState >= 2", what="going on")
    expect(trouble).to_be_hidden()


def test_a_lost_network_is_said_and_forgotten_by_itself(watching):
    watcher = watching(at=1)
    watcher.device.context.set_offline(True)
    watcher.settings()
    watcher.page.check("[data-stream-target=listening]")
    trouble = watcher.page.locator("[data-stream-target=trouble] [data-state=network]")
    expect(trouble).to_be_visible()
    watcher.device.context.set_offline(False)
    watcher.wait("readyState >= 2", what="going on")
    expect(trouble).to_be_hidden()


def test_another_device_goes_on_where_this_one_stopped_and_that_can_be_undone(watching):
    here = watching(who="peer")
    here.play()
    here.wait("currentTime > 5", what="playing for five seconds")
    here.pause()
    expect(here.page.locator("[data-player-target=state] [data-state=saved]")).to_be_visible()
    there = watching(who="peer")
    note = there.page.locator("[data-player-target=resumed]")
    expect(note).to_be_visible()
    assert 4 < there.fact("currentTime") < 7
    there.page.click("[data-player-target=over]")
    there.wait("currentTime === 0", what="starting over")
    there.page.click("[data-player-target=back]")
    there.wait("currentTime > 4", what="going back")
    assert violations(there.page, EVERYTHING) == []


def test_what_was_watched_without_a_network_arrives_from_the_next_page(watching):
    watcher = watching(who="secretary")
    context = watcher.device.context
    watcher.wait(
        "buffered.length > 0 && document.querySelector('video').buffered.end(0) > 6", what="six seconds loaded"
    )
    context.set_offline(True)
    watcher.play()
    watcher.wait("currentTime > 4", what="playing for four seconds")
    watcher.pause()
    expect(watcher.page.locator("[data-player-target=state] [data-state=waiting]")).to_be_visible()
    watcher.page.close()
    context.set_offline(False)
    page = context.new_page()
    with page.expect_response("**/beats") as told:
        page.goto("/")
    answer = told.value.json()
    assert answer["refused"] == []
    assert answer["coverage"]["percent"] >= 25
