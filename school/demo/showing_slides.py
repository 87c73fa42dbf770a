"""One lecture of slides in a course of its own: stored at seeding, published once deck and narration are ready."""

from __future__ import annotations

import tomllib
from datetime import datetime
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction
from django.db.models import Q

from courses.models import Course, Lecture
from courses.services import add_chapter, add_lecture, attach_deck, create_course, publish_course, set_page_times
from media.models import Asset
from media.services import store_file
from school.demo.courseware import CONTENT, CourseText, FilmText
from school.demo.slide_drawing import draw_deck, record_chimes

BESIDE = "transfer-ninety-days"
TITLE = "看图学接转"
SUMMARY = "五页图，一分钟：组织关系怎样转出、怎样转入。"
KIND = "slides"


def store_missing_slides(*, at: datetime) -> list[Asset]:
    """Make and store deck and narration in the name of who wrote the course they go with; nothing if they are there."""
    title = CourseText(CONTENT / BESIDE).head.title
    beside = Course.objects.filter(title=title, created_by__is_demo=True).select_related("organisation").first()
    if beside is None or Course.objects.filter(title=TITLE, created_by__is_demo=True).exists():
        return []
    text = _text()
    with TemporaryDirectory(prefix="slides-") as folder:
        paths = (draw_deck(text, Path(folder) / "deck.pdf"), record_chimes(text, Path(folder) / "narration.m4a"))
        with transaction.atomic():
            stored = [
                store_file(
                    organisation=beside.organisation, member=beside.created_by, title=text.title, path=path, at=at
                )
                for path in paths
            ]
            _write(beside, text, *stored, at=at)
    return stored


@transaction.atomic
def publish_slides(*, asset_id: int, at: datetime) -> None:
    """Publish the lecture that waits for this file, once both its files are ready; else change nothing."""
    lecture = (
        Lecture.objects.in_draft()
        .filter(Q(asset_id=asset_id) | Q(deck_id=asset_id), kind=KIND, title=_text().title)
        .filter(chapter__course__created_by__is_demo=True)
        .select_related("asset", "deck", "chapter__course__created_by", "chapter__course__organisation")
        .first()
    )
    if lecture is None or not all(asset and asset.playable for asset in (lecture.asset, lecture.deck)):
        return
    course = lecture.chapter.course
    if course.published_revision_id is not None:
        return
    starts = accumulate((slide.seconds * 1000 for slide in _text().slide[:-1]), initial=0)
    set_page_times(lecture=lecture, times=list(starts), at=at)
    publish_course(course=course, member=course.created_by, audiences=[course.organisation], at=at)


def _write(beside: Course, text: FilmText, deck: Asset, narration: Asset, *, at: datetime) -> None:
    course = create_course(
        organisation=beside.organisation, member=beside.created_by, title=TITLE, summary=SUMMARY, at=at
    )
    chapter = add_chapter(course=course, title="五页图", at=at)
    lecture = add_lecture(chapter=chapter, kind=KIND, title=text.title, summary=SUMMARY, asset=narration, at=at)
    attach_deck(lecture=lecture, asset=deck, at=at)


def _text() -> FilmText:
    return FilmText.model_validate(tomllib.loads((CONTENT / "slides.toml").read_text(encoding="utf-8")))
