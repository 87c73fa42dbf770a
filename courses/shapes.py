"""Revisions, saved or not, as `courses.changes` compares them."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable
from typing import Any

from courses.changes import ChangeClass, Leaf, Shape
from courses.models import CourseRevision, LectureRevision
from courses.richtext import plain_text

QUIZ = "quiz"
# What is compared elsewhere: the recording by itself, the title with the words.
BESIDE = {"duration_ms", "title"}
QUESTIONS = {"timeline"}


def shape_of(
    revision: CourseRevision, lectures: Iterable[LectureRevision], *, audience: Iterable[Hashable] = ()
) -> Shape:
    """A revision with its lectures in order."""
    return Shape(
        words=(revision.title, revision.summary, *revision.labels.values()),
        required=revision.required,
        audience=frozenset(audience),
        leaves=[leaf_of(row) for row in lectures],
    )


def saved_shape(revision: CourseRevision) -> Shape:
    """A published revision; one query."""
    rows = revision.lectures.select_related("asset", "lecture").in_order()
    return shape_of(revision, rows, audience=(tuple(sorted(one.items())) for one in revision.audience))


def leaf_of(row: LectureRevision) -> Leaf:
    """One lecture of it."""
    asked = {key: kept for key, kept in row.content.items() if row.kind == QUIZ or key in QUESTIONS}
    # Sections are rendered from the text where there is one; those of slides say themselves what is on which page when.
    beside = BESIDE | {"sections"} if row.body else BESIDE
    rest = {key: kept for key, kept in row.content.items() if key not in asked and key not in beside}
    return Leaf(
        lecture_id=row.lecture_id,
        title=row.title,
        words=(row.title, row.summary, row.chapter_title, *row.labels.values()),
        text=plain_text(row.body),
        aspects={
            ChangeClass.MEDIA: row.asset_id,
            ChangeClass.REQUIRED_PART: None if row.asset_id is None else (row.required_from_ms, _end(row)),
            ChangeClass.QUESTIONS: _whole(asked),
            ChangeClass.CONTENT: (row.kind, row.deck_id, _whole(rest)),
            ChangeClass.GATE: _whole(row.gate),
            ChangeClass.MINUTES: row.minutes.normalize(),
        },
    )


def _end(row: LectureRevision) -> int | None:
    """Where the required part ends, if before the recording does: another recording of another length is no change."""
    duration = row.asset.duration_ms if row.asset else None
    return None if row.required_to_ms == duration else row.required_to_ms


def _whole(kept: dict[str, Any]) -> str:
    return json.dumps(kept, sort_keys=True)
