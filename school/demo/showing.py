"""Films join their courses: made and stored at seeding, published once there is something to play."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction
from django.db.models import QuerySet

from courses.models import Chapter, Course, Lecture
from courses.services import add_lecture, move_lecture, publish_course
from media.models import Asset
from media.services import caption_asset, store_file
from quizzes.models import Question
from quizzes.services.timeline_editing import place_question
from school.demo.courseware import ChapterText, CourseText, LectureText, courses
from school.demo.filming import captions, make_film

CAPTION_LANGUAGE = "zh-hans"
VIDEO = "video"
ASKED_AT = (0.45, 0.9)
"""Shares of a film after which it pauses for a question of the course's quiz."""


def store_missing_films(*, at: datetime) -> list[Asset]:
    """Make, store and attach each film that no draft has yet; so it mends a seeding that was cut off."""
    stored = []
    for text, chapter_text, lecture_text in _films():
        course = Course.objects.filter(title=text.head.title, created_by__is_demo=True).first()
        if course is None or _draft_films(course).filter(title=lecture_text.title).exists():
            continue
        with TemporaryDirectory(prefix="film-") as folder:
            path = make_film(text.film(lecture_text), folder=Path(folder), name=text.slug)
            stored.append(_store(course, text, lecture_text, path, at))
        chapter = course.chapters.in_draft().get(title=chapter_text.title)
        _attach(chapter, chapter_text, lecture_text, stored[-1], at)
        _ask(course, text, lecture_text, at)
        publish_film(asset_id=stored[-1].pk, at=at)
    return stored


@transaction.atomic
def publish_film(*, asset_id: int, at: datetime) -> None:
    """Publish the course whose draft waits for this film, once the film can be played; else change nothing."""
    lecture = (
        Lecture.objects.in_draft()
        .filter(asset_id=asset_id, kind=VIDEO, title__in=[film.title for _text, _chapter, film in _films()])
        .filter(chapter__course__created_by__is_demo=True)
        .select_related("asset", "chapter__course__created_by")
        .first()
    )
    if lecture is None or lecture.asset is None or not lecture.asset.playable:
        return
    course = lecture.chapter.course
    if lecture.revisions.filter(revision=course.published_revision).exists():
        return
    audiences = [audience.organisation for audience in course.audiences.select_related("organisation")]
    publish_course(course=course, member=course.created_by, audiences=audiences, at=at)


def _films() -> Iterator[tuple[CourseText, ChapterText, LectureText]]:
    for text in courses():
        for chapter in text.head.chapter:
            yield from ((text, chapter, lecture) for lecture in chapter.lecture if lecture.kind == VIDEO)


def _draft_films(course: Course) -> QuerySet[Lecture]:
    return Lecture.objects.in_draft().filter(chapter__course=course, kind=VIDEO)


def _store(course: Course, text: CourseText, lecture_text: LectureText, path: Path, at: datetime) -> Asset:
    asset = store_file(
        organisation=course.organisation, member=course.created_by, title=lecture_text.title, path=path, at=at
    )
    caption_asset(asset=asset, language=CAPTION_LANGUAGE, data=captions(text.film(lecture_text)), at=at)
    return asset


@transaction.atomic
def _attach(chapter: Chapter, chapter_text: ChapterText, film: LectureText, asset: Asset, at: datetime) -> None:
    lecture = add_lecture(
        chapter=chapter,
        kind=VIDEO,
        title=film.title,
        summary=film.summary,
        minutes=film.minutes,
        asset=asset,
        at=at,
    )
    after = len(chapter_text.lecture) - 1 - chapter_text.lecture.index(film)
    for _step in range(after):
        lecture.refresh_from_db()
        move_lecture(lecture=lecture, direction="up", at=at)


def _ask(course: Course, text: CourseText, film: LectureText, at: datetime) -> None:
    """The first questions of the course's quiz, on the film's timeline too."""
    lecture = _draft_films(course).get(title=film.title)
    quiz = next(text.quiz(one) for one in text.lectures if one.kind == "quiz")
    written = Question.objects.filter(bank__organisation=course.organisation)
    for share, asked in zip(ASKED_AT, quiz.question, strict=False):
        question = written.filter(versions__stem=asked.stem).earliest("pk")
        at_ms = int(text.film(film).seconds * share) * 1000
        place_question(lecture=lecture, question=question, at_ms=at_ms, at=at)
