"""Gates: when a lecture opens for a member. Pure rules; facts and the time are handed in.

A gate is JSON data. The empty gate ``{}`` is always open. Grammar::

    gate      = {} | condition
    condition = {"all": [condition…]} | {"any": [condition…]} | {"not": condition}
              | {"from": iso date-time} | {"until": iso date-time}
              | {"completed": lecture public id} | {"passed": lecture public id}
              | {"completed_course": course public id}

``from`` is inclusive and ``until`` exclusive. ``{"any": []}`` never opens, ``{"all": []}`` always does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Gate = Mapping[str, Any]

DEEPEST = 8
LEAVES = ("from", "until", "completed", "passed", "completed_course")


class GateMalformed(ValueError):
    """The data is not a gate. The message names the offending part, for the log."""


@dataclass(frozen=True)
class Facts:
    """What is known about one member at one moment. ``completed`` and ``passed`` hold lecture public ids, ``courses``
    those of the courses she has completed."""

    at: datetime
    completed: frozenset[str] = frozenset()
    passed: frozenset[str] = frozenset()
    courses: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Unmet:
    """One reason why a gate is closed.

    ``code`` is a leaf of the grammar, ``any`` (one of ``alternatives`` would do), within it ``all`` (all of them are
    needed) or ``not`` (``alternatives`` hold although they must not).
    """

    code: str
    value: str = ""
    alternatives: tuple[Unmet, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """``open`` iff ``unmet`` is empty."""

    open: bool
    unmet: tuple[Unmet, ...] = ()


def judge(gate: Gate, facts: Facts) -> Verdict:
    """Say whether the gate is open on these facts, and otherwise what is missing. Raises GateMalformed."""
    if not gate:
        return Verdict(open=True)
    unmet = tuple(_unmet(gate, facts, depth=0))
    return Verdict(open=not unmet, unmet=unmet)


def mentioned(gate: Gate) -> frozenset[str]:
    """Public ids of the lectures on which the gate depends. Raises GateMalformed."""
    return frozenset(value for code, value in _leaves(gate, depth=0) if code in {"completed", "passed"})


def mentioned_courses(gate: Gate) -> frozenset[str]:
    """Public ids of the other courses on which the gate depends. Raises GateMalformed."""
    return frozenset(value for code, value in _leaves(gate, depth=0) if code == "completed_course")


def leads_back(home: str, named: frozenset[str], named_by: Callable[[frozenset[str]], frozenset[str]]) -> bool:
    """Whether a course whose gates name these courses waits for itself in the end.

    ``named_by`` tells which courses the gates of some courses name; it is asked once for each step away from home.
    """
    seen: frozenset[str] = frozenset()
    while named:
        if home in named:
            return True
        seen |= named
        named = named_by(named) - seen
    return False


def check(gate: Gate) -> None:
    """Raise GateMalformed unless the data follows the grammar and is at most eight levels deep."""
    for code, value in _leaves(gate, depth=0):
        if code in {"from", "until"}:
            _moment(value)


def _unmet(gate: Gate, facts: Facts, *, depth: int) -> Iterator[Unmet]:
    operator, operand = _only_pair(gate, depth)
    if operator == "all":
        for part in _parts(operand):
            yield from _unmet(part, facts, depth=depth + 1)
    elif operator == "any":
        tried = [tuple(_unmet(part, facts, depth=depth + 1)) for part in _parts(operand)]
        if all(tried):
            yield Unmet("any", alternatives=tuple(_way(reasons) for reasons in tried))
    elif operator == "not":
        if not tuple(_unmet(_part(operand), facts, depth=depth + 1)):
            held = tuple(Unmet(code, value) for code, value in _leaves(_part(operand), depth=depth + 1))
            yield Unmet("not", alternatives=held)
    elif not _holds(operator, operand, facts):
        yield Unmet(operator, operand)


def _way(reasons: tuple[Unmet, ...]) -> Unmet:
    """One way to open it: what it lacks, taken together where that is more than one thing."""
    return reasons[0] if len(reasons) == 1 else Unmet("all", alternatives=reasons)


def _holds(operator: str, value: Any, facts: Facts) -> bool:
    if operator == "from":
        return facts.at >= _moment(value)
    if operator == "until":
        return facts.at < _moment(value)
    if operator == "completed":
        return value in facts.completed
    return value in (facts.passed if operator == "passed" else facts.courses)


def _leaves(gate: Gate, *, depth: int) -> Iterator[tuple[str, str]]:
    if not gate and depth == 0:
        return
    operator, operand = _only_pair(gate, depth)
    if operator in LEAVES:
        yield operator, operand
        return
    for part in [_part(operand)] if operator == "not" else _parts(operand):
        yield from _leaves(part, depth=depth + 1)


def _only_pair(gate: Gate, depth: int) -> tuple[str, Any]:
    if depth > DEEPEST:
        raise GateMalformed("nested too deeply")
    if not isinstance(gate, Mapping) or len(gate) != 1:
        raise GateMalformed("a condition has exactly one operator")
    [(operator, operand)] = gate.items()
    if operator in LEAVES:
        if not isinstance(operand, str) or not operand:
            raise GateMalformed(f"{operator} needs a text")
    elif operator not in {"all", "any", "not"}:
        raise GateMalformed(f"unknown operator {operator!r}")
    return operator, operand


def _parts(operand: Any) -> Iterable[Gate]:
    if not isinstance(operand, list):
        raise GateMalformed("all and any need a list")
    return operand


def _part(operand: Any) -> Gate:
    if not isinstance(operand, Mapping):
        raise GateMalformed("not needs a condition")
    return operand


def _moment(value: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise GateMalformed(f"{value!r} is not a date-time") from error
    if moment.tzinfo is None:
        raise GateMalformed(f"{value!r} has no time zone")
    return moment
