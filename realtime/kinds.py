"""The lecture kind that is held live: completed by a confirmed register, never by a click."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.kinds import Kind, register_kind
from courses.models import Lecture

LIVE_SESSION = "live_session"
HELD_TOGETHER = frozenset({"attendance", "coverage", "reading"})
"""Completion rules whose lectures a group may work through together; a quiz is always one's own."""


def register_live_session() -> None:
    """Called once, when the app is ready."""
    register_kind(
        Kind(LIVE_SESSION, gettext_lazy("live session"), live_session_problems, freeze_live_session, "attendance")
    )


def live_session_problems(lecture: Lecture) -> list[str]:
    """Its length must be given, because hours are counted from it; each branch schedules its session later."""
    if lecture.minutes > Decimal(0):
        return []
    return [_("“%(title)s” has no length yet. Please say how many minutes it takes.") % {"title": lecture.title}]


def freeze_live_session(lecture: Lecture) -> dict[str, Any]:
    """Nothing but what every lecture has: sessions point at the lecture, not the lecture at them."""
    return {}
