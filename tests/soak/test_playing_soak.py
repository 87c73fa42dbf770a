"""Playing on a weak line, and after a pause longer than any grant: in real time, so only in the long run."""

from __future__ import annotations

from tests.browser.chromium import wait_for_script
from tests.browser.conftest import browser, film  # noqa: F401 - the same Chromium
from tests.browser.test_playing import pytestmark, school, sign_ins, watching  # noqa: F401 - the same school
from tests.browser.watching import COUNTING, VIDEO

WEAK, GOOD = 400, 4000
LONGER_THAN_A_GRANT_MS = 75_000


def test_rungs_change_with_the_line_and_nothing_stands_still(watching):  # noqa: F811 - the fixture
    watcher = watching(at=0)
    page = watcher.page
    watcher.throttle(WEAK)
    watcher.open()
    page.evaluate(COUNTING)
    watcher.play()
    watcher.wait("currentTime > 4", what="playing on the weak line", milliseconds=60_000)
    assert "/v360/" in watcher.segments()[0], "a weak line begins with the lowest rung"
    watcher.throttle(GOOD)
    watcher.wait("ended", what="the end", milliseconds=60_000)
    seen = page.evaluate("() => window.seen")
    assert (seen["errors"], seen["stalls"]) == (0, 0), seen


def test_a_pause_longer_than_any_grant_and_a_seek_back_still_plays(watching):  # noqa: F811 - the fixture
    watcher = watching(at=9)
    watcher.play()
    watcher.wait("currentTime > 9.5", what="playing near the end")
    watcher.pause()
    watcher.page.wait_for_timeout(LONGER_THAN_A_GRANT_MS)
    watcher.forget()
    watcher.go_to(1)
    watcher.play()
    wait_for_script(watcher.page, f"{VIDEO}.currentTime > 1.5 && {VIDEO}.currentTime < 8", what="playing further back")
    assert watcher.segments("v"), "it came from what was buffered"
