"""A member finds a lecture: three taps from home to the second at which two characters are spoken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import Device, wait_for_script
from tests.browser.schools import School, school_with
from tests.operations.processes import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.ffmpeg]

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
AT_TWELVE = "Math.abs(document.querySelector('video').currentTime - 12) < 1.5"


@pytest.fixture
def school(tmp_path: Path, film: Path) -> Iterator[School]:
    with school_with("tests.browser.planting_finding:plant_finding", tmp_path, str(film)) as running:
        yield running


def test_three_taps_lead_from_home_to_the_second_at_which_it_is_said(browser: Browser, school: School):
    device = Device(browser, school.url, has_touch=True).sign_in("learner")
    page = device.page
    page.locator("main a[href='/courses/']").first.tap()
    box = page.locator("#q")
    expect(box).to_be_visible()
    assert_no_complaints_of_axe(page)
    box.fill("三会")
    page.locator("form.search button").tap()
    jump = page.locator(".jumps a")
    expect(jump).to_have_count(1)
    expect(jump).to_contain_text("0:12")
    expect(jump.locator("mark")).to_have_text("三会")
    assert_no_complaints_of_axe(page)
    jump.tap()
    expect(page).to_have_url(f"{school.url}/lectures/{school.ids['film']}/#t=12")
    wait_for_script(page, AT_TWELVE, what="the recording standing at the twelfth second")
    assert device.complaints == []
    device.context.close()


def assert_no_complaints_of_axe(page: Page) -> None:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    rules = "{resultTypes: ['violations'], rules: {'target-size': {enabled: true}}}"
    found = page.evaluate(f"async () => (await axe.run(document, {rules})).violations.map(one => one.id)")
    assert found == []
