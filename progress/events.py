"""What progress announces to the apps above, and to its own receivers. Ids are primary keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class CoverageReached:
    """The required share of a recording has been played. Fires with the beat that reached it, or at the opening of a
    lecture whose recording was already covered through another lecture."""

    viewing_session_id: int
    at: datetime


@dataclass(frozen=True)
class LectureCompleted:
    """A member completed a lecture, for the first time. Fires once per member and lecture, and never back."""

    member_id: int
    lecture_id: int
    lecture_revision_id: int
    completion_id: int
    at: datetime


@dataclass(frozen=True)
class CourseCompleted:
    """Every lecture of a course's revision is completed. Fires once per member and course."""

    member_id: int
    course_id: int
    revision_id: int
    completion_id: int
    at: datetime
