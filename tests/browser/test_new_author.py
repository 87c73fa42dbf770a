"""A new author publishes a short lecture with captions and five questions, and every touch of hers is counted."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import imageio_ffmpeg
import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.browser import authoring
from tests.browser.chromium import DESK, Device, wait_for_script
from tests.browser.conftest import FAILED
from tests.browser.schools import School, school_with
from tests.operations.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.ffmpeg]

# PEERS §3.15: from sign-in to the published lecture.
MOST_INTERACTIONS = 40
SECONDS = 6
COURSE, LECTURE = "转正的日子怎么算", "五分钟讲清预备期"
CAPTIONS = """WEBVTT

00:00:00.000 --> 00:00:03.000
预备期从支部大会通过之日算起。

00:00:03.000 --> 00:00:06.000
期满前由本人写好转正申请。
"""
QUESTIONS = """1. 预备期从哪一天算起？
A. 上级党委批准之日
B. 支部大会通过之日
答案：B
解析：以支部大会通过之日为起点。

2. 讨论转正的支部大会可以作出哪些结论？
A. 按期转正
B. 延长预备期
C. 永不讨论
答案：AB

3. 预备期最多可以延长一次。
答案：对

4. 预备期一般是几年？
答案：1

5. 转正申请由谁提出？
答案：本人 | 预备党员本人
"""


class Author:
    """An author's hands on one page: each fill, click, key and file is an interaction."""

    def __init__(self, page: Page) -> None:
        self.page, self.interactions = page, 0

    def fill(self, field: str, words: str) -> None:
        self.interactions += 1
        self.page.fill(field, words)

    def press(self, field: str, key: str) -> None:
        self.interactions += 1
        with self.page.expect_navigation():
            self.page.press(field, key)

    def choose(self, field: str, file: Path | FilePayload) -> None:
        self.interactions += 1
        self.page.set_input_files(field, file)

    def tick(self, box: str) -> None:
        self.interactions += 1
        self.page.check(box)

    def follow(self, what: str) -> None:
        """Click a link or a button that leads to another page."""
        self.interactions += 1
        with self.page.expect_navigation():
            self.page.locator(what).first.click()


@pytest.fixture(scope="module")
def recording(tmp_path_factory) -> Path:
    """A few seconds, as a phone writes them."""
    path = tmp_path_factory.mktemp("lecture") / "lecture.mp4"
    sources = [f"testsrc2=size=320x180:rate=15:duration={SECONDS}", f"sine=duration={SECONDS}"]
    inputs = [word for source in sources for word in ("-f", "lavfi", "-i", source)]
    codecs = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"]
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-loglevel", "error", *inputs, *codecs, path], check=True)
    return path


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    with school_with("tests.browser.planting:plant_people", tmp_path) as running:
        yield running


@pytest.fixture
def device(browser: Browser, school: School, request: pytest.FixtureRequest) -> Iterator[Device]:
    at_desk = Device(browser, school.url, viewport=DESK)
    yield at_desk
    if request.node.stash.get(FAILED, False):
        at_desk.picture("new-author")
    at_desk.context.close()


def test_a_first_lecture_is_published_within_forty_interactions(
    browser: Browser, school: School, device: Device, recording: Path
):
    author = Author(device.open("/accounts/login/"))
    sign_in(author)
    make_course(author)
    add_recording(author, recording)
    add_questions(author)
    add_captions(author)
    publish(author, school.ids["economics"])
    print(f"{author.interactions} interactions from sign-in to the published lecture")
    assert author.interactions <= MOST_INTERACTIONS
    assert device.complaints == []
    assert_member_meets_it(Device(browser, school.url).sign_in("learner"))


def sign_in(author: Author) -> None:
    author.fill("#id_login", "instructor")
    author.fill("#id_password", PASSWORD)
    author.press("#id_password", "Enter")


def make_course(author: Author) -> None:
    author.follow('a[href="/studio/"]')
    author.follow('a[href="/studio/courses/new/"]')
    author.fill("#id_title", COURSE)
    author.press("#id_title", "Enter")
    author.fill("#id_title", "第一章")
    author.press("#id_title", "Enter")


def add_recording(author: Author, recording: Path) -> None:
    """The first kind that is offered is a video."""
    author.fill(".draft-add input[name=title]", LECTURE)
    author.press(".draft-add input[name=title]", "Enter")
    author.follow(".draft-row .draft-name a")
    author.choose("#recording", recording)
    expect(author.page.locator("[data-upload-target=asset]")).not_to_have_value("")
    author.follow('form[action$="/recording/"] button[type=submit]')
    ready = author.page.locator("[data-controller=status] [data-state=ready]")
    expect(ready).to_be_visible(timeout=authoring.TRANSCODING_MS)


def add_questions(author: Author) -> None:
    """All five as one text; each lands on the timeline, and the lecture is one click back."""
    author.follow('main a[href$="/questions/"]')
    author.follow('main a[href$="/paste/"]')
    author.fill("#id_text", QUESTIONS)
    author.follow("main form button[type=submit]")
    expect(author.page.locator("main section ol.rows > li")).to_have_count(5)
    author.follow('main p.quiet a[href^="/studio/lectures/"]')


def add_captions(author: Author) -> None:
    author.follow('main a[href$="/captions/"]')
    author.follow("main button[name=file]")
    author.choose("[name=file]", {"name": "a.vtt", "mimeType": "text/vtt", "buffer": CAPTIONS.encode()})
    author.follow("main form button[type=submit]")
    author.follow("main button[name=save]")
    author.follow('main form[action$="/publish/"] button[type=submit]')


def publish(author: Author, organisation: str) -> None:
    author.follow('a[href="/studio/"]')
    author.follow('main a[href^="/studio/courses/"]:has-text("' + COURSE + '")')
    author.follow('main a[href$="/publish/"]')
    author.tick(f'input[name=organisations][value="{organisation}"]')
    author.follow("main form[method=get] button[type=submit]")
    author.follow("main form[method=post] button[type=submit]")
    expect(author.page).to_have_url(re.compile(r"/studio/courses/[\w-]{12}/$"))


def assert_member_meets_it(phone: Device) -> None:
    """The course among hers, the recording playable with its captions, five questions on it."""
    page = phone.open("/courses/")
    page.get_by_role("link", name=COURSE).first.click()
    page.get_by_role("link", name=LECTURE).first.click()
    expect(page.locator("h1")).to_contain_text(LECTURE)
    wait_for_script(page, "document.querySelector('video').readyState >= 1", what="the recording being playable")
    expect(page.locator("main")).to_contain_text("预备期从支部大会通过之日算起。")
    expect(page.locator("#questions [data-item]")).to_have_count(5)
    assert phone.complaints == []
    phone.context.close()
