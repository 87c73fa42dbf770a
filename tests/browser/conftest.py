"""Chromium and a recording, for whatever is seen by people."""

from __future__ import annotations

import subprocess
from collections.abc import Generator, Iterator
from pathlib import Path

import imageio_ffmpeg
import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import chromium

FILM_SECONDS = 24
FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A journey gets a second try, and the summary names it: a page on a crowded machine may miss its deadline once."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport]:
    """Let fixtures know whether their test failed, so that they can keep what people saw."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """For one module only: Playwright's event loop stays in the thread, and Django would take it for its own."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def film(tmp_path_factory) -> Path:
    """Moving bars with a tone, as a phone writes them: H.264 and AAC in an MP4."""
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    sources = [f"testsrc2=size=640x360:rate=25:duration={FILM_SECONDS}", f"sine=duration={FILM_SECONDS}"]
    inputs = [word for source in sources for word in ("-f", "lavfi", "-i", source)]
    codecs = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"]
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-loglevel", "error", *inputs, *codecs, path], check=True)
    return path
