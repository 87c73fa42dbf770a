"""What the apps above hang on a lecture and want to travel with it: a quiz, questions on the timeline.

The app that owns a belonging registers it when it is ready, so that courses need not know of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from courses.models import Lecture
    from school.organisation.models import Member


@dataclass(frozen=True)
class Belonging:
    """`export` gives JSON without ids of this installation, or None where the lecture has no such thing; `problems`
    gives whole sentences about JSON that somebody sent, and is asked before `put` makes the thing for a new lecture.

    `put(lecture, data, member, at)` is called within the transaction that makes the course.
    """

    code: str
    export: Callable[[Lecture], Any]
    problems: Callable[[Any], list[str]]
    put: Callable[[Lecture, Any, Member, datetime], None]


_belongings: dict[str, Belonging] = {}


def register_belonging(belonging: Belonging) -> None:
    """Make it known. Raises ValueError when another one has this code."""
    if _belongings.setdefault(belonging.code, belonging) is not belonging:
        raise ValueError(f"the belonging {belonging.code!r} is registered twice")


def belongings() -> dict[str, Belonging]:
    """Every one, by its code."""
    return dict(_belongings)
