"""The kinds of task: a typed registry. The app that opens a kind registers it when it is ready."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from school.organisation.models import Task


@dataclass(frozen=True)
class TaskKind:
    """What the list of tasks must know of a kind.

    ``sentence`` says in the reader's language what is to be done, from ``task.facts`` alone; ``url`` is the page where
    it is done. Neither asks the database: a list calls them for every row.
    """

    code: str
    label: str | _StrPromise
    sentence: Callable[[Task], str]
    url: Callable[[Task], str]


class UnknownTaskKind(LookupError):
    """No installed app registers this kind."""


_kinds: dict[str, TaskKind] = {}


def register_task_kind(kind: TaskKind) -> None:
    """Make a kind known. Raises ValueError when another one has this code."""
    if _kinds.setdefault(kind.code, kind) is not kind:
        raise ValueError(f"the task kind {kind.code!r} is registered twice")


def task_kind(code: str) -> TaskKind:
    """The kind with this code. Raises UnknownTaskKind."""
    try:
        return _kinds[code]
    except KeyError:
        raise UnknownTaskKind(code) from None


def all_task_kinds() -> tuple[TaskKind, ...]:
    """Every kind, in the order of registration."""
    return tuple(_kinds.values())
