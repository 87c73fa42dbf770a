"""Sending files in the studio: several at once, dropped, paused, given up, and gone on with in another visit."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.chromium import Device
from tests.browser.schools import School, school_with
from tests.browser.test_every_page import assert_good_for_everybody
from tests.media.tus.speaking import digest_of

pytestmark = pytest.mark.browser

SIZE = 9_000_000
BYTES_A_SECOND = 1_000_000
DROP = """bytes => {
  const carried = new DataTransfer();
  carried.items.add(new File([new Uint8Array(bytes)], "拖进来.mp4", { type: "video/mp4" }));
  document.dispatchEvent(new DragEvent("drop", { dataTransfer: carried, bubbles: true }));
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("school") / "data"


@pytest.fixture(scope="module")
def school(folder: Path) -> Iterator[School]:
    with school_with("tests.browser.planting:plant_people", folder) as running:
        yield running


@pytest.fixture
def device_of(school: School, browser: Browser) -> Iterator[Callable[[], Device]]:
    devices: list[Device] = []

    def instructor() -> Device:
        devices.append(Device(browser, school.url).sign_in("instructor"))
        return devices[-1]

    yield instructor
    for device in devices:
        assert device.complaints == []
        device.context.close()


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "IMG_0012.MOV"
    path.write_bytes(bytes(range(250)) * (SIZE // 250))
    return path


def slow_down(device: Device) -> Callable[[bool], None]:
    """A slow network from now on; returns what breaks it (True) and brings it back (False).

    Both through one session: of two, each would hold on to its own idea of the network.
    """
    network = device.context.new_cdp_session(device.page)
    network.send("Network.enable")
    limits = {"latency": 5, "downloadThroughput": -1, "uploadThroughput": BYTES_A_SECOND}

    def set_offline(offline: bool) -> None:
        network.send("Network.emulateNetworkConditions", limits | {"offline": offline})

    set_offline(False)
    return set_offline


def row(device: Device, name: str) -> Locator:
    return device.page.locator(".uploads li", has_text=name)


def state(of: Locator, name: str) -> Locator:
    return of.locator(f"[data-part=state] [data-state={name}]")


def test_a_closed_browser_loses_nothing(device_of, recording, folder):
    first = device_of()
    first.open("/studio/uploads/")
    slow_down(first)
    first.page.set_input_files("#recording", recording)
    expect(state(row(first, recording.name), "uploading")).to_be_visible()
    expect(row(first, recording.name).locator("[data-part=left]")).not_to_be_empty()
    assert_good_for_everybody(first.page)
    first.page.close(run_before_unload=False)
    second = device_of()
    page = second.open("/studio/uploads/")
    waiting = page.locator("section[aria-labelledby=unfinished] li", has_text=recording.name)
    expect(waiting).to_be_visible()
    offsets: list[int] = []
    page.on("request", lambda sent: offsets.append(int(sent.headers.get("upload-offset", -1))))
    page.set_input_files("#recording", recording)
    link = row(second, recording.name).locator("[data-part=link]")
    expect(link).to_be_visible()
    assert min(offset for offset in offsets if offset >= 0) > 0, "it began again from nothing"
    address = link.get_attribute("href") or ""
    assert digest_of(folder, f"/api/uploads/{address.strip('/').rsplit('/', 1)[1]}") == digest(recording)


def test_several_files_travel_one_after_the_other(device_of, recording, tmp_path):
    small = tmp_path / "讲稿.pdf"
    small.write_bytes(b"%PDF-1.4 no real pages")
    device = device_of()
    page = device.open("/studio/uploads/")
    slow_down(device)
    page.set_input_files("#recording", [recording, small])
    expect(state(row(device, recording.name), "uploading")).to_be_visible()
    expect(state(row(device, small.name), "waiting")).to_be_visible()
    row(device, recording.name).locator("[data-act=pause]").click()
    expect(state(row(device, recording.name), "paused")).to_be_visible()
    expect(row(device, small.name).locator("[data-part=link]")).to_be_visible()
    row(device, recording.name).locator("[data-act=ask]").click()
    expect(row(device, recording.name).locator("[data-act=keep]")).to_be_focused()
    row(device, recording.name).locator("[data-act=keep]").click()
    expect(row(device, recording.name)).to_be_visible()
    row(device, recording.name).locator("[data-act=ask]").click()
    with page.expect_response(lambda answer: answer.request.method == "DELETE") as ended:
        row(device, recording.name).locator("[data-act=cancel]").click()
    assert ended.value.status == 204
    expect(row(device, recording.name)).to_have_count(0)


def test_without_network_it_waits_and_goes_on_by_itself(device_of, recording):
    device = device_of()
    page = device.open("/studio/uploads/")
    set_offline = slow_down(device)
    page.set_input_files("#recording", recording)
    expect(state(row(device, recording.name), "uploading")).to_be_visible()
    set_offline(True)
    expect(state(row(device, recording.name), "offline")).to_be_visible()
    set_offline(False)
    expect(row(device, recording.name).locator("[data-part=link]")).to_be_visible()


def test_a_dropped_file_is_taken_and_its_failure_said(device_of):
    device = device_of()
    page = device.open("/studio/uploads/")
    expect(page.locator("[data-upload-target=zone][data-live]")).to_be_visible()  # or nobody catches the file
    page.evaluate(DROP, 2000)
    expect(state(row(device, "拖进来.mp4"), "failed")).to_be_visible()
    expect(row(device, "拖进来.mp4").locator("[data-part=reason]")).not_to_be_empty()
    expect(page.locator("[data-upload-target=voice]")).to_contain_text("拖进来.mp4")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
