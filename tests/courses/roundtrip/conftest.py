"""A course with everything that a course may have, and the way out and in again."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from courses import services
from courses.models import Course, CourseImport, Lecture
from courses.roundtrip.archive import open_parcel
from courses.roundtrip.packing import pack_course
from courses.roundtrip.unpacking import Home, take_files, write_course
from courses.services.pictures import add_picture, hold_pictures
from media.models import Asset, AssetKind
from media.services import caption_asset, prepare_asset, store_file
from media.services.captioning import save_captions
from media.services.decking import describe_pages
from quizzes.services.authoring import create_bank, create_question
from quizzes.services.composing import create_quiz
from quizzes.services.timeline_editing import place_question
from school.store_settings import storage_at
from tests.media.decks.papers import write_pdf

WORDS = "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n介绍信九十天内有效。\n"
LATER = WORDS.replace("内有效", "之内有效")
RIGHT = {"options": [{"text": "九十天"}, {"text": "三十天"}], "right": 0}
MOST = 10**9


@pytest.fixture(autouse=True)
def assets_root(settings, tmp_path) -> Path:
    """A store and a workspace of this test alone."""
    settings.STORAGES = settings.STORAGES | {"assets": storage_at((tmp_path / "assets").as_uri())}
    settings.WORK_ROOT = tmp_path / "work"
    return tmp_path / "assets"


@pytest.fixture
def simple(course, lectures, economics, instructor, tmp_path, at) -> Course:
    """The course of three articles, with a recording and a quiz beside them."""
    film = tmp_path / "讲座 第一课.mp4"
    film.write_bytes(b"\x00\x00\x00\x18ftypisom" + bytes(range(256)) * 40)
    recording = store_file(organisation=economics, member=instructor, title="第一课", path=film, at=at)
    caption = caption_asset(asset=recording, language="zh-hans", data=WORDS.encode(), at=at)
    save_captions(caption=caption, text=LATER, version=caption.version, by=instructor, at=at)
    chapter = lectures[0].chapter
    video = services.add_lecture(chapter=chapter, kind="video", title="看一遍", asset=recording, at=at)
    gate = {"all": [{"completed": lectures[0].public_id}, {"not": {"passed": lectures[0].public_id}}]}
    services.edit_lecture(
        lecture=video,
        title="看一遍",
        summary="五分钟",
        body="",
        minutes=video.minutes,
        intro_ends_ms=1000,
        credits_start_ms=9000,
        gate=gate,
        at=at,
    )
    bank = create_bank(organisation=economics, title="转接")
    question = create_question(bank=bank, kind="single", stem="有效期多长？", content=RIGHT, by=instructor, at=at)
    place_question(lecture=video, question=question, at_ms=3000, at=at)
    quiz = services.add_lecture(chapter=chapter, kind="quiz", title="测一测", at=at)
    create_quiz(lecture=quiz, pass_percent=80, attempts_allowed=2, questions=[question], at=at)
    return course


@pytest.fixture
def rich(simple, lectures, economics, instructor, tmp_path, at) -> Course:
    """The same with slides and pictures, and with words about where it comes from."""
    course = simple
    _slides(lectures[0].chapter, economics, instructor, tmp_path, at)
    _handout(lectures[0].chapter, economics, instructor, tmp_path, at)
    _pictures(lectures, instructor, at)
    course.source, course.byline, course.discussed = "云桥学院", "党校编写组", False
    course.save(update_fields=["source", "byline", "discussed"])
    return course


def _pictures(lectures, instructor, at) -> None:
    """Two articles show one picture together, and each one of its own, the second in another order."""
    shown = [add_picture(lecture=lectures[1], member=instructor, file=picture(side), at=at) for side in (40, 50, 60)]
    for lecture, names in ((lectures[0], (1, 2)), (lectures[1], (2, 0))):
        figures = "".join(
            f'<figure><img src="asset:{shown[name].public_id}" alt="图{name}"></figure>' for name in names
        )
        body = f"<h2>流程</h2><p>如图。</p>{figures}"
        Lecture.objects.filter(pk=lecture.pk).update(body=body)
        lecture.refresh_from_db()
        hold_pictures(lecture=lecture, at=at)


def picture(side: int) -> SimpleUploadedFile:
    drawn = BytesIO()
    Image.new("RGB", (side, side), (168, 32, 26)).save(drawn, "PNG")
    return SimpleUploadedFile(f"{side}.png", drawn.getvalue(), content_type="image/png")


def _slides(chapter, economics, instructor, tmp_path, at) -> None:
    path = write_pdf(tmp_path / "deck.pdf", [["Transfers"], []])
    deck = prepare_asset(
        asset_id=store_file(organisation=economics, member=instructor, title="两页图", path=path, at=at).pk
    )
    describe_pages(asset=deck, alts={2: "流程图"})
    lecture = services.add_lecture(chapter=chapter, kind="slides", title="看图", at=at)
    services.attach_deck(lecture=lecture, asset=deck, at=at)
    Lecture.objects.filter(pk=lecture.pk).update(page_times=[0, None])


def _handout(chapter, economics, instructor, tmp_path, at) -> None:
    path = tmp_path / "会前材料.txt"
    path.write_text("一、目的\n", encoding="utf-8")
    asset = store_file(
        organisation=economics, member=instructor, title="会前材料", path=path, kind=AssetKind.DOCUMENT, at=at
    )
    lecture = services.add_lecture(chapter=chapter, kind="file", title="会前材料", at=at)
    services.attach_document(lecture=lecture, asset=prepare_asset(asset_id=asset.pk), at=at)


@pytest.fixture
def parcel(rich, tmp_path) -> Path:
    """The course as a file."""
    return written(rich, tmp_path / "course.zip")


def written(course: Course, path: Path) -> Path:
    with path.open("wb") as file:
        file.writelines(pack_course(course))
    return path


@pytest.fixture
def taken_in(economics, outsider, foreign_branch, at) -> Callable[[Path], Course]:
    """Import a file elsewhere: into another organisation, in another name."""

    def take(path: Path) -> Course:
        home = Home(organisation=foreign_branch, member=outsider, at=at)
        with open_parcel(path, most_bytes=MOST) as parcel:
            assets = take_files(parcel, home, taken={}, tell=lambda _name, _asset: None)
            return write_course(parcel.manifest, assets, home)

    return take


@pytest.fixture
def uploaded(economics, instructor, at) -> Callable[[Path], Asset]:
    """The file as it lies among the uploads."""

    def upload(path: Path) -> Asset:
        return store_file(organisation=economics, member=instructor, title="导出的课程", path=path, at=at)

    return upload


def fresh(found: CourseImport) -> CourseImport:
    return CourseImport.objects.get(pk=found.pk)
