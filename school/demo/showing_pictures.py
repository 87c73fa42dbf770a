"""A course with a drawn picture in its article and a table to take along: made, stored and published at seeding."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Final

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from PIL import Image, ImageDraw, ImageFont

from courses.models import Chapter, Course
from courses.services import add_chapter, add_lecture, create_course, publish_course
from courses.services.handouts import attach_document
from courses.services.lectures import edit_lecture
from courses.services.pictures import add_picture
from media.models import Asset, AssetKind
from media.services import prepare_asset, store_uploaded_file
from school.demo.courseware import CONTENT, CourseText
from school.demo.filming import ACCENT, INK, LINE, PAPER, chinese_font

BESIDE: Final = "dues-reconciling"
TITLE: Final = "一图一表看懂党费"
SUMMARY: Final = "一张图看比例，一个算式算金额，一张表对账。"
FILE: Final = "党费对账表.xlsx"
RATES: Final = (("3000元以下", 0.5), ("3000–5000元", 1.0), ("5000–10000元", 1.5), ("10000元以上", 2.0))
COLUMNS: Final = ("编号", "姓名", "应交（元）", "实收（元）", "差额（元）", "差额原因")
WIDTH, HEIGHT, BAR, LEFT = 960, 400, 56, 260


def show_illustrated(*, at: datetime) -> None:
    """In the name of who wrote the course beside it; nothing if it is there already."""
    title = CourseText(CONTENT / BESIDE).head.title
    beside = Course.objects.filter(title=title, created_by__is_demo=True).select_related("organisation").first()
    if beside is None or Course.objects.filter(title=TITLE, created_by__is_demo=True).exists():
        return
    owner, author = beside.organisation, beside.created_by
    course = create_course(organisation=owner, member=author, title=TITLE, summary=SUMMARY, at=at)
    chapter = add_chapter(course=course, title="算清与对平", at=at)
    _write_article(chapter, at)
    _hand_out(chapter, at)
    publish_course(course=course, member=author, audiences=[owner], at=at)


def _write_article(chapter: Chapter, at: datetime) -> None:
    lecture = add_lecture(chapter=chapter, kind="article", title="四档比例与一个算式", minutes=Decimal(6), at=at)
    drawn = SimpleUploadedFile("比例.png", _draw(), content_type="image/png")
    picture = add_picture(lecture=lecture, member=chapter.course.created_by, file=drawn, at=at)
    figure = (
        f'<figure><img src="asset:{picture.public_id}" alt="四档横条：基数越高，比例从百分之零点五升到百分之二">'
        "<figcaption>按月领取工资的同志：交费基数与比例</figcaption></figure>"
    )
    edit_lecture(
        lecture=lecture,
        title=lecture.title,
        summary="",
        body=(CONTENT / "illustrated.md").read_text(encoding="utf-8").replace("ASSET", figure),
        minutes=lecture.minutes,
        intro_ends_ms=None,
        credits_start_ms=None,
        gate={},
        at=at,
    )


def _hand_out(chapter: Chapter, at: datetime) -> None:
    lecture = add_lecture(chapter=chapter, kind="file", title="对账表", minutes=Decimal(2), at=at)
    attach_document(lecture=lecture, asset=_table(chapter.course, at), at=at)


def _table(course: Course, at: datetime) -> Asset:
    """An empty sheet with its headings and the formula of the difference."""
    book, written = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None  # a new workbook has one sheet
    sheet.append(COLUMNS)
    for row in range(2, 32):
        sheet.cell(row=row, column=5, value=f"=C{row}-D{row}")
    book.save(written)
    file = SimpleUploadedFile(FILE, written.getvalue())
    asset = store_uploaded_file(
        organisation=course.organisation, member=course.created_by, file=file, at=at, kind=AssetKind.DOCUMENT
    )
    prepare_asset(asset_id=asset.pk)
    asset.refresh_from_db()
    return asset


def _draw() -> bytes:
    """Four bars; without a Chinese font their figures alone, and the table below says the rest."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen, font, out = ImageDraw.Draw(picture), chinese_font(), BytesIO()
    sized = ImageFont.truetype(font, 28) if font else ImageFont.load_default(28)
    for place, (base, percent) in enumerate(RATES):
        top = 30 + place * (BAR + 36)
        if font:
            pen.text((LEFT - 24, top + BAR / 2), base, INK, sized, anchor="rm")
        pen.rectangle((LEFT, top, WIDTH - 140, top + BAR), fill=LINE)
        end = LEFT + int((WIDTH - 140 - LEFT) * percent / RATES[-1][1])
        pen.rectangle((LEFT, top, end, top + BAR), fill=ACCENT)
        pen.text((WIDTH - 120, top + BAR / 2), f"{percent}%", INK, sized, anchor="lm")
    picture.save(out, "PNG")
    return out.getvalue()
