"""What happens in a study session: planning, speaking, a lost network, the register."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.browser.chromium import Device

PICKER = "%Y-%m-%dT%H:%M"
SESSION, MINUTES = "一起学誓词", 45


def schedule(device: Device, *, organisation: str, lecture: str) -> str:
    """Plan a session about a lecture, beginning now; its public id."""
    page = device.open("/sessions/new/")
    now = datetime.now(ZoneInfo("Asia/Shanghai"))
    page.fill("#id_title", SESSION)
    page.select_option("#id_organisation", organisation)
    page.fill("#id_starts_at", now.strftime(PICKER))
    page.fill("#id_ends_at", (now + timedelta(hours=1)).strftime(PICKER))
    page.fill("#id_planned_minutes", str(MINUTES))
    page.select_option("#id_lecture", lecture)
    device.submit()
    found = re.search(r"/sessions/([\w-]{12})/", page.url)
    assert found, page.url
    return found[1]


def enter(device: Device, session: str) -> Page:
    """Into the room, with the socket open."""
    page = device.open(f"/sessions/{session}/")
    expect(page.locator("[data-room-target=state] [data-state=live]")).to_be_visible()
    return page


def say(page: Page, text: str) -> None:
    page.fill("[data-room-target=input]", text)
    page.press("[data-room-target=input]", "Enter")


def heard(page: Page) -> list[str]:
    """The messages in the log, in order."""
    return page.locator("[data-room-target=log] li:not(.quiet) p").all_inner_texts()


def hear(page: Page, texts: list[str]) -> None:
    """Wait until the log holds exactly these messages, in this order."""
    expect(page.locator("[data-room-target=log] li:not(.quiet) p")).to_have_text(texts)


def confirm_register(device: Device, session: str, present: list[str]) -> Page:
    """Mark these members (public ids) as present and all others as absent."""
    page = device.open(f"/sessions/{session}/register/")
    for box in page.locator('input[value="absent"]').all():
        box.check()
    for member in present:
        page.check(f'input[name="standing-{member}"][value="present"]')
    return device.submit()
