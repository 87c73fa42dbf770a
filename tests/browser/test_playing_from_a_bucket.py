"""Chromium plays from a bucket whose signatures live three seconds, pauses longer, seeks back, and still plays."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import imageio_ffmpeg
import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.chromium import Device
from tests.browser.schools import SETTINGS, School
from tests.operations.processes import ROOT, environment, manage, serving
from tests.services.fixtures import s3_endpoint  # noqa: F401 - a fixture
from tests.services.s3_server import make_bucket

pytestmark = pytest.mark.browser

SIGNED_SECONDS = 3
LIBRARY = ROOT / "node_modules" / "hls.js" / "dist" / "hls.min.js"
CLIENT = Path(__file__).with_name("bucket_client.js")
BARE = """async () => {
  document.body.innerHTML = "<video width=320></video>";
  for (const src of ["/foreign/hls.js", "/foreign/client.js"]) {
    const script = Object.assign(document.createElement("script"), { src });
    await new Promise((loaded) => { script.onload = loaded; document.head.append(script); });
  }
}"""


@pytest.fixture(scope="module")
def recording(tmp_path_factory) -> Path:
    """Twenty seconds: several segments, so that not all of them are loaded at once."""
    path = tmp_path_factory.mktemp("recording") / "twenty.mp4"
    words = ["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=12:duration=20", "-preset", "ultrafast"]
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-loglevel", "error", *words, path], check=True)
    return path


@pytest.fixture(scope="module")
def school(tmp_path_factory, recording, s3_endpoint) -> Iterator[School]:  # noqa: F811
    folder = tmp_path_factory.mktemp("school") / "data"
    bucket = make_bucket(s3_endpoint)
    settings = SETTINGS | bucket.env | {"SIGNED_SECONDS": str(SIGNED_SECONDS)}
    with serving(folder, **settings) as served:
        bucket.allow_origin(served.url)
        script = f"from tests.browser.planting_recording import plant_recording; plant_recording({str(recording)!r})"
        planted = manage("shell", "--verbosity", "0", "-c", script, env=environment(folder, **settings))
        assert planted.returncode == 0, planted.stderr
        yield School(served.url, json.loads(planted.stdout.strip().splitlines()[-1]))
        print(served.said)


@pytest.fixture
def page(school, browser: Browser) -> Iterator[Page]:
    """A bare player on a real page of the school, so that its content policy and origin are the real ones."""
    device = Device(browser, school.url, service_workers="block").sign_in("learner")
    device.page.route("**/foreign/hls.js", lambda route: _script(route, LIBRARY))
    device.page.route("**/foreign/client.js", lambda route: _script(route, CLIENT))
    _bare(device.page)
    yield device.page
    device.context.close()


def _bare(page: Page) -> None:
    page.goto("/offline/")
    page.evaluate(BARE)


def _script(route: Route, path: Path) -> None:
    route.fulfill(path=path, content_type="text/javascript")


def base(school: School) -> str:
    return f"/play/{school.ids['lecture']}/{school.ids['asset']}/"


def play(page: Page, seconds: float | None, length: float = 1.0) -> float:
    return page.evaluate("([seconds, length]) => playFrom(seconds, length)", [seconds, length])


def segment_address(school: School, page: Page) -> str:
    """Where a segment of the recording is sent for now."""
    playlist = page.request.get(f"{base(school)}master.m3u8").text()
    (name,) = [line for line in playlist.splitlines() if line.endswith("index.m3u8") and not line.startswith("#")]
    segment = f"{base(school)}{name.replace('index.m3u8', 'part_00000.m4s')}"
    answer = page.request.get(segment, max_redirects=0)
    assert answer.status == 302
    return answer.headers["location"]


@pytest.mark.parametrize("way", ["hls", "mp4"])
def test_a_pause_longer_than_the_signature_and_a_seek_back_still_play(school, page, way):
    page.evaluate("([base, way]) => load(base, way)", [base(school), way])
    assert play(page, None) >= 1.0
    signed = segment_address(school, page)
    assert httpx.get(signed).status_code == 200
    page.wait_for_timeout((SIGNED_SECONDS + 2) * 1000)
    assert httpx.get(signed).status_code == 403
    assert play(page, 16.0) >= 17.0
    assert play(page, 8.5) >= 9.5  # back, to where nothing was loaded yet
    said = page.evaluate("() => said")
    assert [word for word in said if "rror" in word] == []
    if way == "hls":
        assert {"loaded:0", "loaded:4", "loaded:2"} <= set(said)


def test_the_segments_themselves_came_from_the_bucket(school, page, s3_endpoint):  # noqa: F811
    answers: list[tuple[int, str]] = []
    page.on("response", lambda answer: answers.append((answer.status, answer.url)))
    page.evaluate("([base, way]) => load(base, way)", [base(school), "hls"])
    play(page, None)
    ours = {(status, url) for status, url in answers if url.startswith(school.url)}
    assert {status for status, url in ours if url.endswith(".m4s")} == {302}
    assert {status for status, url in ours if url.endswith(".m3u8")} == {200}
    theirs = [url for status, url in answers if url.startswith(s3_endpoint) and status == 200]
    assert any(".m4s?" in url for url in theirs)
    assert not [url for url in theirs if ".m3u8" in url]


def test_after_signing_out_the_next_segment_is_refused(school, page):
    page.evaluate("([base, way]) => load(base, way)", [base(school), "hls"])
    play(page, None)
    cookies = page.context.cookies()
    page.goto("/accounts/logout/")
    page.locator("main form[method=post] button[type=submit]").first.click()
    page.wait_for_url("**/accounts/login/**")
    page.context.add_cookies(cookies)
    _bare(page)
    address = f"{base(school)}{school.ids['edition']}/v180/part_00000.m4s"
    assert page.evaluate("address => fetch(address).then(answer => answer.status)", address) == 403
