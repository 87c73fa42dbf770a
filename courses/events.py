"""What the courses announce to the apps above."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class CoursePublished:
    """A course has a new revision that its audience sees from now on. Fires on the first and on every later one.

    ``number`` counts the course's revisions from 1; ``organisation_paths`` are the roots of the audience.
    """

    course_id: int
    revision_id: int
    number: int
    published_by_id: int
    organisation_paths: tuple[str, ...]
    at: datetime


@dataclass(frozen=True)
class CourseWithdrawn:
    """The audience no longer sees the course. What has been earned stays. ``revision_id`` is the last one shown."""

    course_id: int
    revision_id: int
    withdrawn_by_id: int
    at: datetime


@dataclass(frozen=True)
class CorrectionPublished:
    """Members read what was wrong in a course and what is right. ``lecture_id`` is None for the course as a whole."""

    correction_id: int
    course_id: int
    lecture_id: int | None
    published_by_id: int
    at: datetime
