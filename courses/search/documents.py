"""A published course as rows that the search finds: made here, saved by `courses.services.indexing`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from courses.models import Course, CourseRevision, LectureRevision, SearchDocument
from courses.search import passages
from courses.search.folding import fold
from courses.search.passages import Passage
from courses.slides import SLIDES
from school.organisation.grams import grams
from school.organisation.names import sort_text

FILE = "file"
BREAK = "\n"


def documents_of(course: Course) -> list[SearchDocument]:
    """What stands in the index of a published course: itself, then its lectures in order. Three queries at most."""
    revision = course.published_revision
    assert revision is not None  # a constraint of the table: published courses have one
    lectures = list(revision.lectures.in_order().select_related("asset", "lecture").prefetch_related("asset__captions"))
    return [
        _of_course(course, revision, lectures),
        *(_of_lecture(course, revision, shown, number) for number, shown in enumerate(lectures, start=1)),
    ]


def _of_course(course: Course, revision: CourseRevision, lectures: list[LectureRevision]) -> SearchDocument:
    return _document(
        SearchDocument(
            course=course,
            revision=revision,
            published_at=revision.published_at,
            position=0,
            gated=False,
            kinds=_listed(shown.kind for shown in lectures),
            lectures=len(lectures),
            minutes=sum((shown.minutes for shown in lectures), Decimal(0)),
            title=revision.title,
        ),
        summary=revision.summary,
        told=[],
    )


def _of_lecture(course: Course, revision: CourseRevision, shown: LectureRevision, position: int) -> SearchDocument:
    return _document(
        SearchDocument(
            course=course,
            lecture=shown.lecture,
            revision=revision,
            published_at=revision.published_at,
            position=position,
            gated=bool(shown.gate),
            kinds=_listed([shown.kind]),
            lectures=1,
            minutes=shown.minutes,
            title=shown.title,
        ),
        summary=shown.summary,
        told=list(_told(shown)),
    )


def _told(shown: LectureRevision) -> Iterator[Passage]:
    """What only who may open the lecture is told. Questions and their keys are no part of it."""
    frozen = shown.content.get("sections", [])
    if shown.kind == FILE:
        yield from passages.file(shown.content.get("file", {}).get("name", ""))
        return
    yield from passages.pages(frozen) if shown.kind == SLIDES else passages.sections(frozen)
    if shown.asset is None:
        return
    for caption in sorted(shown.asset.captions.all(), key=lambda caption: caption.language):
        if caption.is_published:
            yield from passages.said(caption.published_text)


def _document(document: SearchDocument, *, summary: str, told: list[Passage]) -> SearchDocument:
    public = [document.title, summary]
    folded = [fold(text) for text in [*public, *(text for one in told for text in (one.get("head", ""), one["text"]))]]
    document.title_folded = folded[0]
    document.public = BREAK.join(folded[:2])
    document.heads = BREAK.join(fold(one.get("head", "")) for one in told)
    document.folded = BREAK.join(filter(None, folded))
    document.passages = [*passages.summary(summary), *told]
    document.grams = " ".join(sorted(set().union(*map(grams, folded))))
    document.sort_text = sort_text(document.title)
    return document


def _listed(kinds: Iterator[str] | list[str]) -> str:
    return f",{','.join(sorted(set(kinds)))},"
