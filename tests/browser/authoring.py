"""What an instructor does in the studio, with the fingers: a course, a recording, five questions, publishing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Response, expect

from tests.browser.chromium import Device, wait_for_script

# Transcoding shares two cores with the browser that waits for it.
TRANSCODING_MS = 120_000
COURSE, LECTURE, QUIZ = "入党誓词怎样读", "誓词里的每一句话", "誓词小测验"
MINUTES = 45
# One of each kind: the fields of its form in the studio.
QUESTIONS: dict[str, dict[str, Any]] = {
    "single": {"stem": "入党誓词共有多少个字？", "text_1": "六十", "text_2": "八十", "text_3": "一百", "right": "2"},
    "multiple": {"stem": "誓词里有哪些话？", "text_1": "保守党的秘密", "text_2": "对党忠诚", "text_3": "按时下班"},
    "true_false": {"stem": "预备党员要面向党旗宣誓。", "right": "true"},
    "short_text": {"stem": "誓词的第一句是“我志愿加入”什么？", "text_1": "中国共产党", "text_2": "党"},
    "numeric": {"stem": "预备期是几年？", "value": "1", "unit": "年"},
}
RIGHT_ONES = ("extra_1", "extra_2")


def make_course(device: Device) -> str:
    """A course with one chapter; its public id."""
    page = device.open("/studio/courses/new/")
    page.fill("#id_title", COURSE)
    page.fill("#id_summary", "逐句读懂入党誓词。")
    page.check("#id_required")
    device.submit()
    course = _id_in(page, r"/studio/courses/([\w-]{12})/")
    page.fill("#id_title", "第一章")
    device.submit('form[action$="/chapters/"]')
    expect(page.locator("main section h2").first).to_have_text("第一章")
    return course


def add_lecture(device: Device, course: str, kind: str, title: str) -> str:
    """A last lecture of the last chapter, from the outline; its public id."""
    page = device.open(f"/studio/courses/{course}/")
    page.locator(".draft-add input[name=title]").last.fill(title)
    page.locator(".draft-add select").last.select_option(kind)
    device.submit(".draft-chapter:last-of-type form.draft-add")
    row = page.locator(".draft-row").last
    expect(row).to_contain_text(title)
    return row.get_attribute("data-id") or ""


def add_video(device: Device, course: str, film: Path) -> str:
    """A lecture with a recording from this device, followed until it is ready; its public id."""
    lecture = add_lecture(device, course, "video", LECTURE)
    page = device.open(f"/studio/lectures/{lecture}/")
    moving: list[dict[str, Any]] = []
    page.on("response", lambda answer: moving.append(answer.json()) if _is_status(answer) else None)
    page.set_input_files("#recording", film)
    expect(page.locator("[data-upload-target=asset]")).not_to_have_value("")
    device.submit('form[action$="/recording/"]')
    ready = page.locator("[data-controller=status] [data-state=ready]")
    expect(ready).to_be_visible(timeout=TRANSCODING_MS)
    states = [status["state"] for status in moving]
    assert {"probing", "transcoding"} & set(states), f"the page never saw it move: {states}"
    page.reload()
    page.fill("#id_minutes", str(MINUTES))
    device.submit("form:not([action]):has(#id_minutes)")
    return lecture


def _is_status(answer: Response) -> bool:
    return "/api/assets/" in answer.url and answer.ok


def add_quiz(device: Device, course: str) -> str:
    """A quiz lecture with a question of each kind; its public id."""
    lecture = add_lecture(device, course, "quiz", QUIZ)
    page = device.page
    for kind, fields in QUESTIONS.items():
        device.open(f"/studio/lectures/{lecture}/quiz/").click(f'main a[href$="/new/{kind}/"]')
        _write_question(page, kind, fields)
        device.submit("main form:has(#id_stem):not(:has(button[name=more]))" if kind in _PLAIN else _ROWS)
        expect(page).to_have_url(re.compile(r"/quiz/$"))
    expect(page.locator("main ol.rows > li")).to_have_count(len(QUESTIONS))
    return lecture


_PLAIN = ("true_false", "numeric")
_ROWS = "main form .row:not(:has(button[name=more]))"


def _write_question(page: Page, kind: str, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        if name == "right":
            page.check(f'[name=right][value="{value}"]')
        else:
            page.fill(f"[name={name}]", value)
    if kind == "multiple":
        for name in RIGHT_ONES:
            page.check(f"[name={name}]")
    page.fill("#id_explanation", explanation(kind))


def explanation(kind: str) -> str:
    """What a member reads about a question after submitting."""
    return f"解析：{QUESTIONS[kind]['stem']}"


def preview(device: Device, course: str, lecture: str, quiz: str) -> None:
    """As a member sees it: the course, the lecture playing, the questions without their answers."""
    page = device.open(f"/studio/courses/{course}/preview/")
    expect(page.locator(f'main a[href="/studio/lectures/{lecture}/preview/"]').first).to_be_visible()
    page = device.open(f"/studio/lectures/{lecture}/preview/")
    wait_for_script(page, "document.querySelector('video').readyState >= 2", what="the preview being playable")
    page = device.open(f"/studio/lectures/{quiz}/quiz/preview/")
    expect(page.locator("fieldset.question")).to_have_count(len(QUESTIONS))
    assert explanation("single") not in page.locator("main").inner_text()


def publish(device: Device, course: str, organisation: str) -> None:
    """To an organisation and everything under it."""
    page = device.open(f"/studio/courses/{course}/publish/")
    page.check(f'input[name=organisations][value="{organisation}"]')
    with page.expect_navigation():
        page.locator("main form[method=get] button[type=submit]").click()
    device.submit()
    expect(page).to_have_url(re.compile(rf"/studio/courses/{course}/$"))


def _id_in(page: Page, pattern: str) -> str:
    found = re.search(pattern, page.url)
    assert found, page.url
    return found[1]
