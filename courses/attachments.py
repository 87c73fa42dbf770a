"""What other apps hang on a lecture whatever its kind, as questions on its timeline: a typed registry.

The app above registers what it hangs, when it is ready, so that courses knows nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from courses.kinds import Composition
    from courses.models import Lecture


@dataclass(frozen=True)
class Attachment:
    """``problems`` and ``freeze`` answer for all lectures of a draft at once, by primary key, leaving out those without
    anything: whole sentences that stand in the way of publishing, and the JSON that the revision's content keeps under
    ``key``. ``duplicate`` copies what hangs on the first lecture to the second, which is in a draft. ``restore`` hangs
    on a lecture of a draft what a revision froze; None where it had nothing. ``composed`` tells, like ``freeze``, what
    it would have to hang on them now."""

    key: str
    problems: Callable[[Sequence[Lecture]], Mapping[int, list[str]]]
    freeze: Callable[[Sequence[Lecture]], Mapping[int, Any]]
    duplicate: Callable[[Lecture, Lecture, datetime], None]
    restore: Callable[[Lecture, Any, datetime], None]
    composed: Callable[[Sequence[Lecture]], Mapping[int, Composition]]


_attachments: dict[str, Attachment] = {}


def register_attachment(attachment: Attachment) -> None:
    """Make it known. Raises ValueError when another one has this key."""
    if _attachments.setdefault(attachment.key, attachment) is not attachment:
        raise ValueError(f"the attachment {attachment.key!r} is registered twice")


def all_attachments() -> tuple[Attachment, ...]:
    """Every attachment, in the order of registration."""
    return tuple(_attachments.values())


def problems_attached(lectures: Sequence[Lecture]) -> list[str]:
    """All that stands in the way of publishing these lectures, in their order."""
    found = [attachment.problems(lectures) for attachment in all_attachments()]
    return [problem for lecture in lectures for problems in found for problem in problems.get(lecture.pk, [])]


def frozen_attached(lectures: Sequence[Lecture]) -> dict[int, dict[str, Any]]:
    """By lecture, what its revision's content keeps besides what its kind froze."""
    frozen: dict[int, dict[str, Any]] = {}
    for attachment in all_attachments():
        for lecture_id, content in attachment.freeze(lectures).items():
            frozen.setdefault(lecture_id, {})[attachment.key] = content
    return frozen


def duplicate_attached(original: Lecture, copy: Lecture, at: datetime) -> None:
    """Copy all that hangs on the first lecture to the second."""
    for attachment in all_attachments():
        attachment.duplicate(original, copy, at)


def restore_attached(lecture: Lecture, content: Mapping[str, Any], at: datetime) -> None:
    """Hang on the lecture what the content of its revision kept, and nothing else."""
    for attachment in all_attachments():
        attachment.restore(lecture, content.get(attachment.key), at)
