"""Passkeys on a device that has one, and a long text that outlives the sign-in it was typed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.chromium import PATIENCE_MS, Device, wait_for_script
from tests.browser.conftest import FAILED
from tests.browser.schools import SETTINGS, School, school_with
from tests.browser.test_every_page import assert_good_for_everybody
from tests.operations.people import PASSWORD
from tests.operations.processes import environment, manage

pytestmark = pytest.mark.browser

SUMMARY = "本课程围绕支部工作的七个环节展开,每讲配一个本校支部的案例。" * 30
# As the clock would: thirteen hours after signing in.
AGE = """
from django.contrib.sessions.models import Session
for row in Session.objects.all():
    data = row.get_decoded()
    if "signed_in_at" in data:
        data["signed_in_at"] -= 13 * 3600
        Session.objects.filter(pk=row.pk).update(session_data=Session.objects.encode(data))
"""
COUNT = "from courses.models import Course; print(Course.objects.filter(title='支部工作七讲').count())"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("school")


@pytest.fixture(scope="module")
def school(folder: Path) -> Iterator[School]:
    with school_with("tests.browser.planting:plant_people", folder) as running:
        # Browsers know passkeys for names only, not for addresses.
        yield School(running.url.replace("127.0.0.1", "localhost"), running.ids)


@pytest.fixture
def device_of(school: School, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[[str], Device]]:
    devices: list[Device] = []

    def signed_in(number: str) -> Device:
        devices.append(Device(browser, school.url))
        device = devices[-1].sign_in(number)
        if device.page.locator("[name=purpose_read]").count():
            with device.page.expect_navigation():
                device.page.locator("form:has([name=purpose_read]) button[type=submit]").first.click()
        return device

    yield signed_in
    for number, device in enumerate(devices):
        if request.node.stash.get(FAILED, False):
            device.picture(f"sign-ins-{number}")
        device.context.close()


def in_the_school(folder: Path, script: str) -> str:
    done = manage("shell", "--verbosity", "0", "-c", script, env=environment(folder, **SETTINGS))
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def give_authenticator(device: Device) -> None:
    """A phone with a fingerprint reader that always agrees."""
    protocol = device.context.new_cdp_session(device.page)
    protocol.send("WebAuthn.enable")
    reader = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options = reader | {"isUserVerified": True, "automaticPresenceSimulation": True}
    protocol.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def enter_password(device: Device, number: str) -> None:
    device.page.fill("#id_login", number)
    device.page.fill("#id_password", PASSWORD)
    device.page.press("#id_password", "Enter")


def test_a_passkey_is_added_signs_in_confirms_and_is_removed(device_of, school):
    device = device_of("secretary")
    give_authenticator(device)
    page = device.open("/accounts/factors/passkeys/add/")
    page.fill("[name=name]", "我的手机")
    device.submit()
    page.wait_for_url("**/accounts/factors/recovery-codes/")
    assert page.locator(".codes li").count() == 10
    page.click("a[href='/accounts/factors/done/']")
    expect(page.locator("main")).to_contain_text("我的手机")

    device.open("/accounts/logout/")
    device.submit("main form[action='/accounts/logout/']")
    enter_password(device, "secretary")
    page.wait_for_url("**/accounts/factors/code/")
    assert_good_for_everybody(page)
    page.click("[data-action='passkey#ask']")
    page.wait_for_url(f"{school.url}/")

    # The passkey that has just signed in counts as a confirmation.
    device.open("/accounts/factors/")
    page.click("a[href$='/remove/']")
    device.submit()
    page.wait_for_url("**/accounts/factors/")
    expect(page.locator("main")).not_to_contain_text("我的手机")
    assert device.complaints == []


def test_a_device_that_refuses_is_told_about_in_words(device_of):
    device = device_of("peer")
    page = device.open("/accounts/factors/passkeys/add/")
    protocol = device.context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    reader = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": False}
    protocol.send("WebAuthn.addVirtualAuthenticator", {"options": reader | {"automaticPresenceSimulation": False}})
    page.evaluate(
        "() => { navigator.credentials.create = () => Promise.reject(new DOMException('', 'NotAllowedError')); }"
    )
    page.click("[data-passkey-target=button]")
    expect(page.locator("[data-state=refused]")).to_be_visible()
    expect(page.locator("[data-passkey-target=button]")).to_be_enabled()


def test_a_long_text_outlives_its_sign_in_and_arrives_once(device_of, school, folder):
    device = device_of("instructor")
    page = device.open("/studio/courses/new/")
    page.fill("[name=title]", "支部工作七讲")
    page.fill("[name=summary]", SUMMARY)
    in_the_school(folder, AGE)
    device.submit()
    page.wait_for_url("**/accounts/login/?next=%2Fpreferences%2Fheld%2F")
    enter_password(device, "instructor")
    page.wait_for_url("**/preferences/held/")
    expect(page.locator("main")).to_contain_text(SUMMARY[:60])
    assert_good_for_everybody(page)
    assert in_the_school(folder, COUNT) == "0"
    device.submit("main form[action='/preferences/held/']")
    page.wait_for_url("**/studio/courses/**")
    assert in_the_school(folder, COUNT) == "1"
    device.page.goto("/preferences/held/")
    page.wait_for_url(f"{school.url}/")
    assert in_the_school(folder, COUNT) == "1"


def test_a_text_is_back_after_the_page_was_left_and_gone_after_it_was_sent(device_of):
    device = device_of("instructor")
    page = device.open("/studio/courses/new/")
    wait_for_script(page, "document.querySelector('[data-controller=session]')", what="the session controller")
    page.wait_for_load_state("networkidle")
    page.locator("[name=summary]").press_sequentially("写到一半")
    device.open("/courses/")
    page = device.open("/studio/courses/new/")
    expect(page.locator("[name=summary]")).to_have_value("写到一半")
    expect(page.locator("[data-session-target=restored]")).to_be_visible()
    page.fill("[name=title]", "另一门课")
    device.submit()
    page = device.open("/studio/courses/new/")
    page.wait_for_load_state("networkidle")
    expect(page.locator("[name=summary]")).to_have_value("")


def test_a_page_says_when_its_sign_in_has_ended_and_keeps_the_text(device_of, folder):
    device = device_of("instructor")
    page = device.open("/studio/courses/new/")
    page.wait_for_load_state("networkidle")
    page.fill("[name=summary]", SUMMARY)
    in_the_school(folder, AGE)
    page.evaluate("() => window.dispatchEvent(new Event('school:signed-out'))")
    expect(page.locator("[data-session-target=over]")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator("[name=summary]")).to_have_value(SUMMARY)
