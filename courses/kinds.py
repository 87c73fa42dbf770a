"""The kinds of lecture: a typed registry. The app that owns a kind registers it when it is ready."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from courses.models import Lecture

Completion = Literal["coverage", "reading", "attempt", "attendance"]


def minutes_as_entered(lecture: Lecture) -> Decimal:
    """The nominal length that the author gave."""
    return lecture.minutes


def nothing_more_to_copy(source: Lecture, copy: Lecture, at: datetime) -> None:
    """For kinds whose whole content lies in the lecture itself."""


def nothing_more_to_restore(lecture: Lecture, content: Mapping[str, Any], at: datetime) -> None:
    """For kinds whose whole content lies in the lecture itself."""


@dataclass(frozen=True)
class Composition:
    """What an app keeps for a lecture now: `content` as a revision would freeze it, and in `said` the same in words
    that two moments can be compared by, though the rows that hold them are others. Both as JSON."""

    content: Any
    said: Any


@dataclass(frozen=True)
class Examined:
    """One lecture of a draft: what stands in the way of publishing it, else the content that a revision would keep."""

    problems: Sequence[str]
    content: Mapping[str, Any]


def nothing_composed(lecture: Lecture) -> Composition | None:
    """For kinds whose whole content lies in the lecture itself."""
    return None


def no_other_texts(lecture: Lecture) -> list[tuple[str, str]]:
    """For kinds whose words all lie in the lecture itself."""
    return []


@dataclass(frozen=True)
class Kind:
    """What the school must know of a kind of lecture.

    ``problems_before_publishing`` gives whole sentences, empty when the lecture may be published; ``freeze`` gives
    the JSON that a revision keeps, and is called only for a lecture without problems; ``completion`` names the rule
    by which progress judges it, and ``completion_recorded``, where it differs, the rule for a lecture that comes with
    a recording; ``measure`` gives the nominal minutes that credit hours are counted from; ``duplicate`` is called with
    a lecture, its fresh copy (fields copied, files held) and the moment, and copies what the kind's app hangs on it;
    ``studio_part`` is the template that gives the lecture's own page in the studio what this kind is made of, and
    ``edited_at`` the route of the page where another app lets its content be edited;
    ``texts`` gives the words that its app keeps for the lecture, each with the anchor of its place;
    ``restore`` is called with a lecture whose own fields are restored, the content that a revision froze, and the
    moment, and brings back what the kind's app hangs on it; ``composed`` tells what it would have to bring back now;
    ``examine_all`` says problems and content of many lectures at once, for a kind that would ask the database for each.
    """

    code: str
    label: str | _StrPromise
    problems_before_publishing: Callable[[Lecture], list[str]]
    freeze: Callable[[Lecture], dict[str, Any]]
    completion: Completion
    measure: Callable[[Lecture], Decimal] = minutes_as_entered
    completion_recorded: Completion | None = None
    duplicate: Callable[[Lecture, Lecture, datetime], None] = nothing_more_to_copy
    studio_part: str = ""
    edited_at: str = ""
    texts: Callable[[Lecture], Sequence[tuple[str, str]]] = no_other_texts
    restore: Callable[[Lecture, Mapping[str, Any], datetime], None] = nothing_more_to_restore
    composed: Callable[[Lecture], Composition | None] = nothing_composed
    examine_all: Callable[[Sequence[Lecture]], Mapping[int, Examined]] | None = None

    def examined(self, lectures: Sequence[Lecture]) -> Mapping[int, Examined]:
        """These lectures of this kind, by primary key."""
        if self.examine_all is not None:
            return self.examine_all(lectures)
        found = {lecture.pk: (lecture, self.problems_before_publishing(lecture)) for lecture in lectures}
        return {
            pk: Examined(problems, {} if problems else self.freeze(lecture))
            for pk, (lecture, problems) in found.items()
        }

    def completed_by(self, *, recorded: bool) -> Completion:
        """The rule for one lecture of this kind."""
        return self.completion_recorded or self.completion if recorded else self.completion


class UnknownKind(LookupError):
    """No installed app registers this kind."""


_kinds: dict[str, Kind] = {}


def register_kind(kind: Kind) -> None:
    """Make a kind known. Raises ValueError when another one has this code."""
    if _kinds.setdefault(kind.code, kind) is not kind:
        raise ValueError(f"the lecture kind {kind.code!r} is registered twice")


def kind_of(code: str) -> Kind:
    """The kind with this code. Raises UnknownKind."""
    try:
        return _kinds[code]
    except KeyError:
        raise UnknownKind(code) from None


def all_kinds() -> tuple[Kind, ...]:
    """Every kind, in the order of registration."""
    return tuple(_kinds.values())
