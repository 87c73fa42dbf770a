"""What a player tells a test: its place, what it fetched, what it says; and a network as slow as one wants."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, Request

from tests.browser.chromium import Device, wait_for_script

VIDEO = "document.querySelector('video')"
FILE = re.compile(r"/play/[\w-]{12}/[\w-]{12}/(?P<name>.+)$")
# A browser without Media Source, and one without HLS as well.
NO_MEDIA_SOURCE = "delete window.MediaSource; delete window.ManagedMediaSource;"
NO_HLS = NO_MEDIA_SOURCE + "HTMLMediaElement.prototype.canPlayType = () => '';"
# Fatal errors and gaps are what hls.js reports as errors; a stall is `waiting` without a seek just before.
COUNTING = """() => {
  const video = document.querySelector('video');
  window.seen = { stalls: 0, seekedAt: 0, errors: 0, times: 0 };
  video.addEventListener('seeking', () => { window.seen.seekedAt = performance.now(); });
  video.addEventListener('waiting', () => {
    if (performance.now() - window.seen.seekedAt > 1500 && video.currentTime > 1) window.seen.stalls += 1;
  });
  video.addEventListener('error', () => { window.seen.errors += 1; });
  window.addEventListener('player:time', () => { window.seen.times += 1; });
}"""


class Watcher:
    """One lecture on one device. `fetched`: the names of the files it asked for since `forget`."""

    def __init__(self, device: Device, lecture: str) -> None:
        self.device, self.page, self.lecture = device, device.page, lecture
        self.fetched: list[str] = []
        self.page.on("request", self._note)

    def open(self, *, at: int | None = None) -> Page:
        """The lecture's page, playable; `at` by its address."""
        self.page.goto("about:blank")  # else a change of `#t=` alone would load nothing
        self.device.open(f"/lectures/{self.lecture}/" + (f"#t={at}" if at is not None else ""))
        self.wait("readyState >= 2", what="the recording being playable")
        return self.page

    def wait(self, condition: str, *, what: str, milliseconds: float = 30_000) -> None:
        """Until something holds of the video element."""
        wait_for_script(self.page, f"{VIDEO}.{condition}", what=what, milliseconds=milliseconds)

    def play(self) -> None:
        """Without waiting until it does."""
        self.page.evaluate(f"() => {{ {VIDEO}.play().catch(() => undefined); }}")

    def pause(self) -> None:
        self.page.evaluate(f"() => {VIDEO}.pause()")

    def go_to(self, second: float) -> None:
        self.page.evaluate(f"() => {{ {VIDEO}.currentTime = {second}; }}")

    def settings(self) -> None:
        """Open the panel behind the button."""
        self.page.click("[data-stage-target=more]")

    def fact(self, name: str) -> Any:
        """A property of the video element."""
        return self.page.evaluate(f"() => {VIDEO}.{name}")

    def forget(self) -> None:
        self.fetched.clear()

    def segments(self, folder: str = "v") -> list[str]:
        """Fetched segments of the picture (`v`), one rung (`v540`) or the sound (`audio`)."""
        return [name for name in self.fetched if f"/{folder}" in f"/{name}" and name.endswith(".m4s")]

    def throttle(self, kilobits: float | None) -> None:
        """A line of so many kbit/s with 80 ms of delay, or an open one."""
        protocol = self.device.context.new_cdp_session(self.page)
        rate = kilobits * 1000 / 8 if kilobits else -1
        limits = {
            "offline": False,
            "latency": 80 if kilobits else 0,
            "downloadThroughput": rate,
            "uploadThroughput": rate,
        }
        protocol.send("Network.enable")
        protocol.send("Network.emulateNetworkConditions", limits)

    def _note(self, request: Request) -> None:
        found = FILE.search(request.url)
        if found:
            self.fetched.append(found["name"])
