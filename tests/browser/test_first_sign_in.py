"""From the sheet of the secretary to the first page on a phone, and back in by a slip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.chromium import DESK, Device
from tests.browser.schools import School, school_with

pytestmark = pytest.mark.browser
CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}")


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    folder: Path = tmp_path_factory.mktemp("first")
    with school_with("tests.browser.planting:plant_beginners", folder) as running:
        yield running


def printed_code(page) -> str:
    """What stands on the only card of the sheet."""
    return CODE.search(page.locator(".card-code").inner_text())[0]


def choose_password(device: Device, password: str) -> None:
    device.page.fill("[name=password]", password)
    device.page.fill("[name=again]", password)
    if device.page.locator("[name=read]").count():
        device.page.check("[name=read]")
    device.submit()


def test_invited_on_paper_she_begins_on_her_phone_and_comes_back_by_a_slip(browser: Browser, school: School):
    secretary = Device(browser, school.url, viewport=DESK).sign_in("secretary")
    page = secretary.open("/invitations/people/new/?q=newcomer")
    secretary.submit()
    code = printed_code(page)
    page.emulate_media(media="print")
    expect(page.locator(".unprinted")).to_be_hidden()
    expect(page.locator(".card-qr")).to_be_visible()
    secretary.picture("sheet-printed")
    page.emulate_media(media="screen")

    phone = Device(browser, school.url)
    phone.open(f"/invitations/#{code.replace('-', '')}")
    expect(phone.page.locator("[name=code]")).to_have_value(code.replace("-", ""))
    phone.submit()
    expect(phone.page.locator("h1")).to_contain_text("新同志")
    phone.page.fill("[name=password]", "short")
    expect(phone.page.locator("[data-rule=length]")).not_to_have_class(re.compile("ok"))
    phone.page.fill("[name=password]", "Pomelo-lantern-1")
    expect(phone.page.locator("[data-rule=length]")).to_have_class(re.compile("ok"))
    choose_password(phone, "Pomelo-lantern-1")
    phone.page.wait_for_url(f"{school.url}/")
    assert phone.page.locator("nav.places").count() == 1

    page = secretary.open(f"/accounts/slips/{school.ids['newcomer']}/")
    page.check("[name=recognised]")
    page.fill("[name=reason]", "本人到办公室，当面核对")
    secretary.submit()
    code = printed_code(page)
    again = Device(browser, school.url)
    again.open("/invitations/")
    again.page.fill("[name=code]", code.lower())
    again.submit()
    choose_password(again, "Another-lantern-2")
    again.page.wait_for_url(f"{school.url}/")
    phone.page.goto("/")
    assert "/accounts/login/" in phone.page.url, "the sign-in with the old password has ended"
    assert secretary.complaints == phone.complaints == again.complaints == []


def test_the_notice_stands_before_the_first_page_of_who_has_not_read_it(browser: Browser, school: School):
    device = Device(browser, school.url)
    device.page.goto("/accounts/login/?next=/year/")
    device.page.fill("#id_login", "unread")
    device.page.fill("#id_password", "a long enough pass phrase")
    device.page.press("#id_password", "Enter")
    expect(device.page.locator("[name=purpose_read]")).to_have_count(1)
    device.picture("purpose")
    device.submit()
    device.page.wait_for_url(f"{school.url}/year/")
    assert device.complaints == []
