"""The studio, walked by hand: a course built with the keyboard alone, rows dragged, undone, typed without a network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import authoring
from tests.browser.chromium import DESK, Device
from tests.browser.conftest import FAILED
from tests.browser.schools import School, school_with

pytestmark = pytest.mark.browser

LIVE = "[data-controller=outline][data-live]"
SAVED = "[data-outline-target=state] [data-state=saved]"
ROWS = ".draft-row [data-slot=title]"
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    with school_with("tests.browser.planting:plant_people", tmp_path) as running:
        yield running


@pytest.fixture
def author(browser: Browser, school: School, request: pytest.FixtureRequest) -> Iterator[Device]:
    device = Device(browser, school.url, viewport=DESK).sign_in("instructor")
    yield device
    if request.node.stash.get(FAILED, False):
        device.picture("studio")
    device.context.close()


def test_a_course_is_built_ordered_and_undone(author: Device):
    course = authoring.make_course(author)
    page = author.page
    for title in ("一讲", "二讲", "三讲"):
        type_a_lecture(page, title)
    add_chapter_by_keys(page, "第二章")
    order_is(page, ["一讲", "二讲", "三讲"])

    move_by_keys(page, "三讲", "ArrowUp", "ArrowUp")
    order_is(page, ["三讲", "一讲", "二讲"])
    expect(page.locator("[data-outline-target=voice]")).to_contain_text("三讲")
    page.reload()
    order_is(page, ["三讲", "一讲", "二讲"])

    leave_by_escape(page, "一讲")
    order_is(page, ["三讲", "一讲", "二讲"])

    drag(page, "三讲", page.locator(".draft-chapter").nth(1).locator("ul"))
    expect(page.locator(".draft-chapter").nth(1).locator(ROWS)).to_have_text(["三讲"])
    page.reload()
    order_is(page, ["一讲", "二讲", "三讲"])

    rename_in_place(page, "二讲", "第二讲")
    page.locator("h1").click()
    with page.expect_navigation():
        page.keyboard.press("Control+z")
    order_is(page, ["一讲", "二讲", "三讲"])
    with page.expect_navigation():
        page.keyboard.press("Control+z")
    order_is(page, ["三讲", "一讲", "二讲"])
    with page.expect_navigation():
        page.keyboard.press("Control+Shift+z")
    order_is(page, ["一讲", "二讲", "三讲"])
    assert_accessible(page)
    author.open(f"/studio/courses/{course}/history/")
    expect(page.locator("ul.rows > li")).to_have_count(8)
    assert author.complaints == []


def test_what_is_typed_without_a_network_arrives_later(author: Device):
    lecture = authoring.add_lecture(author, authoring.make_course(author), "article", "九十天")
    page = author.open(f"/studio/lectures/{lecture}/")
    expect(page.locator("[data-controller=autosave][data-live]")).to_be_attached()
    state = page.locator("[data-autosave-target=state]")
    page.fill("#id_summary", "先写一句")
    expect(state.locator("[data-state=saved]")).to_be_visible()
    author.context.set_offline(True)
    page.fill("#id_summary", "断网时写的")
    expect(state.locator("[data-state=waiting]")).to_be_visible()
    author.context.set_offline(False)
    expect(state.locator("[data-state=saved]")).to_be_visible()
    page.reload()
    expect(page.locator("#id_summary")).to_have_value("断网时写的")
    assert author.complaints == []


def test_two_tabs_that_write_into_one_field_are_asked(author: Device):
    lecture = authoring.add_lecture(author, authoring.make_course(author), "article", "九十天")
    first, second = author.open(f"/studio/lectures/{lecture}/"), author.context.new_page()
    second.goto(f"/studio/lectures/{lecture}/")
    for tab in (first, second):
        expect(tab.locator("[data-controller=autosave][data-live]")).to_be_attached()
    first.fill("#id_summary", "甲写的")
    expect(first.locator("[data-autosave-target=state] [data-state=saved]")).to_be_visible()
    second.fill("#id_summary", "乙写的")
    asked = second.locator("[data-autosave-target=conflict]")
    expect(asked).to_be_visible()
    expect(asked).to_contain_text("甲写的")
    expect(asked).to_contain_text("乙写的")
    assert_accessible(second)
    asked.locator("input[value=theirs]").check()
    asked.locator("button").click()
    expect(second.locator("#id_summary")).to_have_value("甲写的")
    expect(asked).to_be_hidden()


def type_a_lecture(page: Page, title: str) -> None:
    expect(page.locator(LIVE)).to_be_attached()
    field = page.locator(".draft-add input[name=title]").first
    field.focus()
    page.keyboard.type(title)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        field.press("Enter")
    expect(page.locator(ROWS).last).to_have_text(title)


def add_chapter_by_keys(page: Page, title: str) -> None:
    field = page.locator("#id_title")
    field.focus()
    page.keyboard.type(title)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".draft-chapter")).to_have_count(2)


def order_is(page: Page, titles: list[str]) -> None:
    expect(page.locator(LIVE)).to_be_attached()
    expect(page.locator(ROWS)).to_have_text(titles)


def handle_of(page: Page, title: str) -> Locator:
    return page.locator(".draft-row", has=page.locator(f"[data-slot=title]:text-is('{title}')")).locator(".handle")


def move_by_keys(page: Page, title: str, *arrows: str) -> None:
    handle = handle_of(page, title)
    handle.focus()
    page.keyboard.press("Space")
    expect(handle).to_have_attribute("aria-pressed", "true")
    for arrow in arrows:
        page.keyboard.press(arrow)
    page.keyboard.press("Enter")
    expect(page.locator(SAVED)).to_be_visible()


def leave_by_escape(page: Page, title: str) -> None:
    handle = handle_of(page, title)
    handle.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowUp")
    expect(page.locator(ROWS).first).to_have_text(title)
    page.keyboard.press("Escape")
    expect(handle).to_have_attribute("aria-pressed", "false")


def drag(page: Page, title: str, target: Locator) -> None:
    box, goal = handle_of(page, title).bounding_box(), target.bounding_box()
    assert box
    assert goal
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 20, box["y"] + 30, steps=4)
    page.mouse.move(goal["x"] + 60, goal["y"] + 6, steps=12)
    page.mouse.move(goal["x"] + 62, goal["y"] + 8, steps=2)
    page.mouse.up()
    expect(page.locator(SAVED)).to_be_visible()


def rename_in_place(page: Page, title: str, wanted: str) -> None:
    row = page.locator(".draft-row", has=page.locator(f"[data-slot=title]:text-is('{title}')"))
    row.locator("summary").click()
    row.locator("a[data-action='outline#rename']").click()
    page.keyboard.type(wanted)
    page.keyboard.press("Enter")
    expect(page.locator(ROWS).nth(1)).to_have_text(wanted)
    expect(page.locator(SAVED)).to_be_visible()


def assert_accessible(page: Page) -> None:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("async () => (await axe.run({resultTypes: ['violations']})).violations.map(one => one.id)")
    assert found == []
