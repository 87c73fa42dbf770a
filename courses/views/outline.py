"""A revision as a member meets it: chapters, lectures, and how far this member is in each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from courses.durations import minutes_in_words
from courses.gates import Judged
from courses.kinds import kind_of
from courses.models import LectureRevision


class State(StrEnum):
    EARNED = "earned"
    STARTED = "started"
    OPEN = "open"
    LOCKED = "locked"


@dataclass(frozen=True)
class Row:
    """One lecture in the list. `reason` says in whole sentences why it is locked."""

    shown: LectureRevision
    state: State
    reason: str = ""

    @property
    def lecture_id(self) -> str:
        """The public id, for its address."""
        return self.shown.lecture.public_id

    @property
    def title(self) -> str:
        return self.shown.title

    @property
    def kind(self) -> str:
        """The kind in words."""
        return str(kind_of(self.shown.kind).label)

    @property
    def facts(self) -> str:
        """The kind, and the nominal length where one is set, in words."""
        kind = str(kind_of(self.shown.kind).label)
        return f"{kind} · {minutes_in_words(self.shown.minutes)}" if self.shown.minutes else kind


@dataclass(frozen=True)
class ChapterRows:
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Outline:
    """The rows in order, and which one comes next for this member (None: nothing is open and unfinished)."""

    rows: tuple[Row, ...]

    @property
    def chapters(self) -> list[ChapterRows]:
        """The rows under their chapters."""
        by_chapter = groupby(self.rows, key=lambda row: (row.shown.chapter_position, row.shown.chapter_title))
        return [ChapterRows(title, tuple(rows)) for (_position, title), rows in by_chapter]

    @property
    def next(self) -> Row | None:
        """What was begun comes before what was not."""
        unfinished = [row for row in self.rows if row.state in {State.STARTED, State.OPEN}]
        return next((row for row in unfinished if row.state == State.STARTED), next(iter(unfinished), None))

    @property
    def earned(self) -> int:
        """How many lectures are completed."""
        return sum(row.state == State.EARNED for row in self.rows)

    @property
    def begun(self) -> bool:
        """Whether the member has done anything in this course."""
        return any(row.state in {State.EARNED, State.STARTED} for row in self.rows)

    def row_of(self, shown: LectureRevision) -> Row:
        """The row of a lecture of this revision."""
        return next(row for row in self.rows if row.shown.lecture_id == shown.lecture_id)

    def place_of(self, shown: LectureRevision) -> int:
        """Which one it is in the course, counted from 1."""
        return self.rows.index(self.row_of(shown)) + 1

    def before(self, shown: LectureRevision) -> Row | None:
        """The lecture that precedes this one."""
        place = self.place_of(shown)
        return self.rows[place - 2] if place > 1 else None

    def after(self, shown: LectureRevision) -> Row | None:
        """The lecture that follows this one."""
        place = self.place_of(shown)
        return self.rows[place] if place < len(self.rows) else None


def member_outline(*, lectures: Sequence[LectureRevision], judged: Judged, started: Collection[int] = ()) -> Outline:
    """The outline of one revision as judged for a member; `started` are ids of lectures that were begun."""
    return Outline(tuple(_row(shown, judged, started) for shown in lectures))


def plain_outline(lectures: Sequence[LectureRevision]) -> Outline:
    """The outline as a preview shows it: everything open, nothing earned."""
    return Outline(tuple(Row(shown, State.OPEN) for shown in lectures))


def _row(shown: LectureRevision, judged: Judged, started: Collection[int]) -> Row:
    opening = judged.openings[shown.lecture_id]
    if shown.lecture_id in judged.completed:
        return Row(shown, State.EARNED)
    if not opening.open:
        return Row(shown, State.LOCKED, opening.reason)
    return Row(shown, State.STARTED if shown.lecture_id in started else State.OPEN)
