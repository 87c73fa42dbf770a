"""What questions on a timeline ask for, and when one is settled. Pure: frozen JSON in, judgements out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

KEY = "timeline"
CLOSEST_MS = 20_000
HELP_AFTER_TRIES = 3
MAX_MARK = Decimal(1)
WHOLE = Fraction(1)


class Retry(StrEnum):
    """Again until the whole mark is reached, or one answer, whatever it is."""

    UNTIL_RIGHT = "until_right"
    ONCE = "once"


@dataclass(frozen=True)
class Marker:
    """One question as a revision keeps it. `item` is its lasting id, the same in every revision."""

    item: str
    at_ms: int
    question_version: int
    required: bool
    retry: Retry
    explains: bool


class Warn(StrEnum):
    """What an author may want to look at again; nothing of it keeps a course from being published but `BEYOND`."""

    BEYOND = "beyond"
    NOT_REQUIRED_PART = "not_required_part"
    DENSE = "dense"


def to_json(marker: Marker) -> dict[str, Any]:
    """As a revision keeps it. Holds no key."""
    return {
        "item": marker.item,
        "at_ms": marker.at_ms,
        "question_version": marker.question_version,
        "required": marker.required,
        "retry": marker.retry.value,
        "explains": marker.explains,
    }


def markers_of(content: Mapping[str, Any]) -> tuple[Marker, ...]:
    """The questions of a frozen lecture, by their moments; empty when it asks nothing."""
    return tuple(
        Marker(
            item=raw["item"],
            at_ms=raw["at_ms"],
            question_version=raw["question_version"],
            required=raw["required"],
            retry=Retry(raw["retry"]),
            explains=raw["explains"],
        )
        for raw in content.get(KEY, [])
    )


def required_items(content: Mapping[str, Any]) -> frozenset[str]:
    """Lasting ids of those that must be settled before the lecture is complete."""
    return frozenset(raw["item"] for raw in content.get(KEY, []) if raw["required"])


def settles(retry: Retry, share: Fraction) -> bool:
    """Whether an answer worth this share (0..1) of the mark settles the question."""
    return retry == Retry.ONCE or share == WHOLE


def is_explained(marker: Marker, *, settled: bool, tries: int) -> bool:
    """Whether the right answer may leave the server: after the answer that settles it, or when three have not."""
    return marker.explains and (settled or tries >= HELP_AFTER_TRIES)


def warnings_of(
    moments: Sequence[int], *, duration_ms: int, required_from_ms: int, required_to_ms: int
) -> list[list[Warn]]:
    """For each of these rising moments what an author should know; all in milliseconds of the recording."""
    found: list[list[Warn]] = []
    before: int | None = None
    for at_ms in moments:
        warnings = []
        if at_ms >= duration_ms:
            warnings.append(Warn.BEYOND)
        elif not required_from_ms <= at_ms < required_to_ms:
            warnings.append(Warn.NOT_REQUIRED_PART)
        if before is not None and at_ms - before < CLOSEST_MS:
            warnings.append(Warn.DENSE)
        found.append(warnings)
        before = at_ms
    return found


def left(required: Iterable[str], settled: Iterable[str]) -> frozenset[str]:
    """The required ones that are not settled yet."""
    return frozenset(required) - frozenset(settled)
