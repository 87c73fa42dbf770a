"""A draft as a revision that is not saved yet: publishing saves it, a preview shows it, a comparison reads it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from courses.attachments import frozen_attached, problems_attached
from courses.availability import GateMalformed, check, mentioned, mentioned_courses
from courses.changes import Changes, Shape, classify
from courses.gates import waits_for_itself
from courses.kinds import Examined, kind_of
from courses.lineage import trace_recordings
from courses.models import Course, CourseRevision, Lecture, LectureRevision
from courses.shapes import saved_shape, shape_of
from school.organisation.models import Member

RULES = "2026-11"


@dataclass(frozen=True)
class FrozenDraft:
    """Unsaved rows, the lectures in order; `problems` are what stands in the way of publishing, whole sentences."""

    revision: CourseRevision
    lectures: tuple[LectureRevision, ...]
    problems: tuple[str, ...]


def freeze_draft(*, course: Course, member: Member, at: datetime) -> FrozenDraft:
    """Freeze every kind; what the rows have outgrown is filled in on publishing.

    A lecture with problems keeps empty content, so that a preview can still show the rest.
    """
    revision = CourseRevision(
        course=course,
        # The published one is always the latest: withdrawing keeps it, publishing replaces it.
        number=course.published_revision.number + 1 if course.published_revision else 1,
        title=course.title,
        summary=course.summary,
        required=course.required,
        **course.labels,
        rules=RULES,
        published_at=at,
        published_by=member,
    )
    draft = list(
        Lecture.objects.in_draft()
        .filter(chapter__course=course)
        .select_related("chapter", "asset", "deck")
        .prefetch_related("deck__pages")
    )
    lectures: list[LectureRevision] = []
    problems = _outline_problems(course, draft)
    attached = frozen_attached(draft)
    examined = _examined(draft)
    for lecture in draft:
        found = examined[lecture.pk]
        problems += found.problems
        content = {} if found.problems else {**found.content, **attached.get(lecture.pk, {})}
        lectures.append(_freeze_lecture(revision, lecture, content))
    problems += problems_attached(draft)
    revision.outline = outline_of(lectures)
    trace_recordings(lectures)
    return FrozenDraft(revision, tuple(lectures), tuple(problems + _gate_problems(draft)))


def outline_of(lectures: Iterable[LectureRevision]) -> list[dict[str, Any]]:
    """Chapters with the titles of their lectures, as JSON."""
    chapters: dict[int, dict[str, Any]] = {}
    for frozen in lectures:
        chapter = chapters.setdefault(frozen.chapter_position, {"title": frozen.chapter_title, "lectures": []})
        chapter["lectures"].append({"id": frozen.lecture.public_id, "title": frozen.title, "kind": frozen.kind})
    return list(chapters.values())


def changes_to_publish(*, course: Course, draft: FrozenDraft) -> Changes:
    """What members would meet differently if this draft were published now, to whoever sees the course."""
    before = course.published_revision
    # Whom it is published to is said with the act, so the draft has the audience of what it is compared with.
    old = saved_shape(before) if before else Shape()
    return classify(old, replace(shape_of(draft.revision, draft.lectures), audience=old.audience))


def _examined(draft: Iterable[Lecture]) -> dict[int, Examined]:
    """Kind by kind, so that a kind may look at all its lectures at once."""
    by_kind: dict[str, list[Lecture]] = {}
    for lecture in draft:
        by_kind.setdefault(lecture.kind, []).append(lecture)
    return {pk: found for code, beside in by_kind.items() for pk, found in kind_of(code).examined(beside).items()}


def _freeze_lecture(revision: CourseRevision, lecture: Lecture, content: dict[str, Any]) -> LectureRevision:
    kind = kind_of(lecture.kind)
    asset = lecture.asset
    return LectureRevision(
        revision=revision,
        lecture=lecture,
        chapter_title=lecture.chapter.title,
        chapter_position=lecture.chapter.position,
        position=lecture.position,
        kind=lecture.kind,
        title=lecture.title,
        summary=lecture.summary,
        **lecture.labels,
        body=lecture.body,
        asset=asset,
        deck=lecture.deck,
        minutes=kind.measure(lecture),
        required_from_ms=None if asset is None else lecture.intro_ends_ms or 0,
        required_to_ms=None if asset is None else lecture.credits_start_ms or asset.duration_ms,
        gate=lecture.gate,
        content=content,
    )


def _outline_problems(course: Course, draft: list[Lecture]) -> list[str]:
    if not draft:
        return [_("The course has no lecture yet.")]
    filled = {lecture.chapter_id for lecture in draft}
    return [
        _("The chapter “%(title)s” has no lecture yet. Please add one or delete the chapter.")
        % {"title": chapter.title}
        for chapter in course.chapters.in_draft()
        if chapter.pk not in filled
    ]


def _gate_problems(draft: list[Lecture]) -> list[str]:
    problems: list[str] = []
    earlier: set[str] = set()
    for lecture in draft:
        try:
            check(lecture.gate)
            problems += [said % {"title": lecture.title} for said in _gate_sentences(lecture, earlier)]
        except GateMalformed:
            problems.append(_("The opening condition of “%(title)s” cannot be understood.") % {"title": lecture.title})
        earlier.add(lecture.public_id)
    return problems


def _gate_sentences(lecture: Lecture, earlier: Collection[str]) -> Iterator[str]:
    if not mentioned(lecture.gate) <= set(earlier):
        yield _("“%(title)s” opens after a lecture that does not come before it. Please set another condition.")
    courses = mentioned_courses(lecture.gate)
    if not courses:
        return
    if Course.objects.published().filter(public_id__in=courses).count() < len(courses):
        yield _("“%(title)s” opens after a course that is not published now. Please set another condition.")
    if waits_for_itself(lecture.chapter, lecture.gate):
        yield _("“%(title)s” opens after a course that itself waits for this one. Please set another condition.")
