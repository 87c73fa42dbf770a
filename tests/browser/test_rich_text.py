"""An article written by hand: a paste from Word, a table by keyboard, a picture, a formula; as members see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser import authoring
from tests.browser.chromium import DESK, PHONE, Device
from tests.browser.conftest import FAILED
from tests.browser.schools import School, school_with
from tests.browser.test_studio import assert_accessible

pytestmark = pytest.mark.browser

FIXTURES = Path(__file__).resolve().parents[2] / "frontend" / "richtext" / "paste" / "fixtures.ts"
LIVE = "[data-controller=richtext][data-live]"
PAGE = "[data-richtext-target=page] [role=textbox]"
SAVED = "[data-autosave-target=state] [data-state=saved]"
PASTE = """([html, text]) => {
  const data = new DataTransfer();
  if (html) data.setData('text/html', html);
  data.setData('text/plain', text);
  const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
  document.querySelector('[role=textbox]').dispatchEvent(event);
}"""


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    with school_with("tests.browser.planting:plant_people", tmp_path) as running:
        yield running


@pytest.fixture
def author(browser: Browser, school: School, request: pytest.FixtureRequest) -> Iterator[Device]:
    device = Device(browser, school.url, viewport=DESK).sign_in("instructor")
    yield device
    if request.node.stash.get(FAILED, False):
        device.picture("rich-text")
    device.context.close()


def test_an_article_is_pasted_completed_and_read(author: Device, browser: Browser, school: School, tmp_path: Path):
    course = authoring.make_course(author)
    lecture = authoring.add_lecture(author, course, "article", "组织关系接转")
    page = author.open(f"/studio/lectures/{lecture}/")
    expect(page.locator(LIVE)).to_be_attached()
    paste_from_word(page)
    write_a_table_by_keys(page)
    add_a_formula(page)
    add_a_picture(page, tmp_path)
    expect(page.locator(SAVED)).to_be_visible()
    assert_accessible(page)
    page.reload()
    expect(page.locator(LIVE)).to_be_attached()
    for part in ("h2", "ol > li", "table th", "figure img[src^='/play/']", ".formula math"):
        expect(page.locator(f"{PAGE} {part}").first).to_be_visible()
    assert author.complaints == []

    with page.expect_download() as download:
        page.goto(f"/studio/lectures/{lecture}/markdown/")
        page.locator("main a[download]").click()
    text = download.value.path().read_text(encoding="utf-8")
    assert "## 组织关系接转" in text
    assert "$`\\frac{1}{2}`$" in text

    authoring.publish(author, course, school.ids["second"])
    member = Device(browser, school.url, viewport=PHONE).sign_in("learner")
    read_by_a_member(member, lecture)
    member.context.close()


def paste_from_word(page: Page) -> None:
    found = re.search(r"export const WORD = `(.*?)`;", FIXTURES.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    page.locator(PAGE).click()
    page.evaluate(PASTE, [found[1], ""])
    expect(page.locator(f"{PAGE} h2")).to_have_text("组织关系接转")
    expect(page.locator(f"{PAGE} ol > li")).to_have_count(3)
    notice = page.locator("[data-richtext-target=notice]")
    expect(notice.locator("[data-dropped=footnotes]")).to_be_visible()
    assert_accessible(page)
    notice.locator("[data-action='richtext#closeNotice']").click()
    expect(notice).to_be_hidden()


def write_a_table_by_keys(page: Page) -> None:
    """From the text to the tools by a key, along them by arrows, and from cell to cell by the tabulator."""
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.press("Alt+F10")
    table = page.locator("[data-richtext-command-param=table]")
    for _step in range(30):
        if table.evaluate("tool => tool === document.activeElement"):
            break
        page.keyboard.press("ArrowRight")
    expect(table).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(f"{PAGE} table").last.locator("tr")).to_have_count(3)
    for words in ("阶段", "期限", "材料", "申请"):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    page.locator("[data-richtext-command-param=deleteRow]").click()
    expect(page.locator(f"{PAGE} table").last.locator("tr")).to_have_count(2)
    page.keyboard.press("Control+z")
    expect(page.locator(f"{PAGE} table").last.locator("tr")).to_have_count(3)
    page.keyboard.press("Control+End")


def add_a_formula(page: Page) -> None:
    page.locator("[data-richtext-dialog-param=formula]").click()
    dialog = page.locator("dialog[data-ask=formula]")
    dialog.locator("textarea").fill("\\frac{1")
    expect(dialog.locator("[data-complaint]")).to_be_visible()
    dialog.locator("textarea").fill("\\frac{1}{2}")
    expect(dialog.locator("[data-preview] math")).to_be_visible()
    expect(dialog.locator("[data-complaint]")).to_be_hidden()
    assert_accessible(page)
    dialog.locator("[data-act=accept]").click()
    expect(page.locator(f"{PAGE} span.formula math")).to_be_visible()


def add_a_picture(page: Page, folder: Path) -> None:
    path = folder / "map.png"
    Image.new("RGB", (1200, 600), "#a8201a").save(path)
    page.set_input_files("[data-richtext-target=file]", path)
    dialog = page.locator("dialog[data-ask=picture]")
    dialog.locator("[data-act=accept]").click()
    expect(dialog.locator("[data-complaint]")).to_be_visible()
    dialog.locator("textarea").fill("一张红色的流程图")
    dialog.locator("[data-act=accept]").click()
    expect(page.locator(f"{PAGE} figure img")).to_have_attribute("alt", "一张红色的流程图")
    expect(page.locator(f"{PAGE} figure img")).to_have_attribute("src", re.compile(r"/w480\.webp$"))


def read_by_a_member(member: Device, lecture: str) -> None:
    page = member.open(f"/lectures/{lecture}/")
    picture = page.locator("article.article figure img")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_attribute("alt", "一张红色的流程图")
    expect(picture).to_have_js_property("complete", value=True)
    expect(picture).to_have_js_property("naturalHeight", value=picture.evaluate("image => image.naturalHeight || 1"))
    expect(page.locator("article.article math").first).to_be_visible()
    expect(page.locator("article.article table caption, article.article th").first).to_be_attached()
    expect(page.locator("html")).to_have_js_property("scrollWidth", 390)
    assert_accessible(page)
    assert member.complaints == []
