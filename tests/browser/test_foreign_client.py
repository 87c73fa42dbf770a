"""tus-js-client, as npm ships it and with none of our scripts, against the school as `make run` runs it."""

from __future__ import annotations

import hashlib
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.chromium import Device
from tests.browser.relay import Relay
from tests.browser.schools import SETTINGS, school_with
from tests.media.tus.speaking import digest_of
from tests.operations.processes import ROOT, Served, serving

pytestmark = pytest.mark.browser

LIBRARY = ROOT / "node_modules" / "tus-js-client" / "dist" / "tus.min.js"
CLIENT = Path(__file__).with_name("foreign_client.js")
SCRIPTS = '<script src="/foreign/tus.js"></script><script src="/foreign/client.js"></script>'
PAGE = f"<!doctype html><title>foreign</title>{SCRIPTS}"
SIZE, PIECE = 3_000_000, 250_000


def expected(size: int = SIZE) -> str:
    """The sum of the bytes that `foreign_client.js` makes."""
    return hashlib.sha256(bytes((at * 31 + (at >> 8)) % 251 for at in range(size))).hexdigest()


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("school") / "data"


@pytest.fixture(scope="module")
def relay(folder: Path) -> Iterator[Relay]:
    """The address people know; the server behind it may be another one after a while."""
    with school_with("tests.browser.planting:plant_people", folder) as school:
        between = Relay(int(school.url.rsplit(":", 1)[1]))
        yield between
        between.close()


@pytest.fixture
def foreign(relay: Relay, browser: Browser) -> Iterator[object]:
    """foreign() → a page of the foreign client, each in a browser of its own."""
    devices: list[Device] = []

    def opened() -> Page:
        # Our own service worker would answer before the foreign page does.
        device = Device(browser, relay.url, service_workers="block").sign_in("instructor")
        devices.append(device)
        device.page.route("**/foreign/", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
        device.page.route("**/foreign/tus.js", lambda route: _script(route, LIBRARY))
        device.page.route("**/foreign/client.js", lambda route: _script(route, CLIENT))
        device.page.goto("/foreign/")
        return device.page

    yield opened
    for device in devices:
        device.context.close()


def _script(route: Route, path: Path) -> None:
    route.fulfill(path=path, content_type="text/javascript")


def carry(page: Page, **how: object) -> dict:
    return page.evaluate("how => carry(how)", {"size": SIZE, "piece": PIECE} | how)


def begin_slowly(page: Page, bytes_a_second: int, **how: object) -> None:
    """Like `carry`, on a network of that speed, without waiting for the end; some of it is on its way afterwards."""
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    limits = {"offline": False, "latency": 5, "downloadThroughput": -1, "uploadThroughput": bytes_a_second}
    network.send("Network.emulateNetworkConditions", limits)
    page.evaluate("how => { window.sent = 0; window.done = carry(how); }", {"size": SIZE, "piece": PIECE} | how)
    page.wait_for_function("() => window.sent > 0")


def test_what_one_browser_began_another_finishes_by_its_address(foreign, folder):
    begun = carry(foreign(), stopAfter=1_000_000)
    there = carry(foreign(), **{"from": begun["url"]})
    assert there["url"] == begun["url"]
    assert 1_000_000 <= there["first"] < SIZE
    assert digest_of(folder, begun["url"]) == expected()


def test_a_piece_damaged_on_its_way_is_sent_again(foreign, folder):
    told = carry(foreign(), summed=True, spoil=True)
    assert told["refused"] == [460]
    assert digest_of(folder, told["url"]) == expected()


def test_a_network_that_comes_and_goes_costs_nothing(foreign, folder, relay):
    page = foreign()
    begin_slowly(page, 1_500_000)
    for _break in range(3):
        page.wait_for_timeout(300)
        assert relay.cut() > 0
    told = page.evaluate("() => window.done")
    assert digest_of(folder, told["url"]) == expected()


def test_a_server_that_was_killed_and_stands_elsewhere_goes_on(foreign, folder, relay):
    """`relay` leads to a second server over the same data, which is killed, and back to the first."""
    page = foreign()
    begun = carry(page, stopAfter=1_000_000)
    with ExitStack() as stack:
        other: Served = stack.enter_context(serving(folder, **SETTINGS))
        relay.target, first = other.port, relay.target
        relay.cut()
        there = carry(page, **{"from": begun["url"]}, stopAfter=2_000_000)
        assert there["first"] >= 1_000_000
        begin_slowly(page, 500_000, piece=SIZE, **{"from": begun["url"]})
        other.process.send_signal(signal.SIGKILL)
        relay.target = first
        assert relay.cut() > 0
        told = page.evaluate("() => window.done")
    assert told["url"] == begun["url"]
    assert digest_of(folder, begun["url"]) == expected()
