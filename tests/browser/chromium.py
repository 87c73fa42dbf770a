"""A real Chromium, and the devices that people hold: each its own cookies, network and list of complaints."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.accounts.confirming import SECRET, code_of
from tests.operations.people import PASSWORD
from tests.services.programs import find_program

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
# Two slow cores also run the server and ffmpeg: a condition may take long, but never longer than this.
PATIENCE_MS = 30_000
FLAGS = ["--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required"]
NO_NETWORK = re.compile("ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED")
expect.set_options(timeout=PATIENCE_MS)
PICTURES = Path(__file__).resolve().parents[2] / "var" / "browser"


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium without a window. Leave it before anything else uses this thread's event loop."""
    with sync_playwright() as playwright:
        program = find_program("chromium", package="chromium")
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


def wait_for_script(page: Page, condition: str, *, what: str, milliseconds: float = PATIENCE_MS) -> None:
    """Until an expression holds; Playwright's own waiting evaluates text, which the content policy forbids."""
    end = time.monotonic() + milliseconds / 1000
    while not page.evaluate(f"() => Boolean({condition})"):
        assert time.monotonic() < end, f"{what} did not happen on {page.url}"
        page.wait_for_timeout(100)


class Device:
    """One browser of one person. `complaints`: what the console, scripts and the content policy said was wrong."""

    def __init__(self, browser: Browser, url: str, *, viewport: dict[str, int] = PHONE, **options: Any) -> None:
        self.url = url
        self.complaints: list[str] = []
        self.context = browser.new_context(
            base_url=url, viewport=viewport, locale="zh-CN", timezone_id="Asia/Shanghai", **options
        )
        self.context.set_default_timeout(PATIENCE_MS)
        self.page: Page = self.context.new_page()
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def sign_in(self, number: str) -> Device:
        """By the form, with number and password, and a code for who has a second factor."""
        self.page.goto("/accounts/login/")
        self.page.fill("#id_login", number)
        self.page.fill("#id_password", PASSWORD)
        self.page.press("#id_password", "Enter")
        self.page.wait_for_url(lambda url: not url.endswith("/accounts/login/"))
        if self.page.url.endswith("/accounts/factors/code/"):
            self.page.fill("#id_code", code_of(SECRET))
            self.page.press("#id_code", "Enter")
        self.page.wait_for_url(f"{self.url}/")
        return self

    def open(self, path: str) -> Page:
        """Go to a page that must be there."""
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.ok, f"{path}: {answer.status}"
        return self.page

    def submit(self, form: str = "main form[method=post]") -> Page:
        """Press the first submit button of a form and wait for the page that answers."""
        with self.page.expect_navigation():
            self.page.locator(form).locator("button[type=submit]").first.click()
        return self.page

    def picture(self, name: str) -> None:
        """What the page looks like now, for whoever reads a failure."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png", full_page=True)

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not NO_NETWORK.search(message.text):
            self.complaints.append(f"{self.page.url}: {message.text}")
