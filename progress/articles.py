"""When a text counts as read: every section reached, and no sooner than its length allows (DESIGN §2.4). Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from progress.rules import Rules


@dataclass(frozen=True, slots=True)
class ReadingStanding:
    """`missing` are the numbers of the sections not reached; `wait` is what the text's length still asks for."""

    missing: tuple[int, ...]
    wait: timedelta

    @property
    def complete(self) -> bool:
        return not self.missing and self.wait <= timedelta(0)


def floor_of(characters: int, rules: Rules) -> timedelta:
    """The shortest time in which this many characters can be read."""
    return timedelta(minutes=characters / rules.reading_characters_per_minute)


def judge_reading(
    *, characters: Collection[int], reached: Collection[int], counts_from: datetime, at: datetime, rules: Rules
) -> ReadingStanding:
    """`characters` are those of each section, which are numbered from 1."""
    missing = tuple(number for number in range(1, len(characters) + 1) if number not in reached)
    floor = floor_of(sum(characters), rules)
    return ReadingStanding(missing=missing, wait=max(timedelta(0), counts_from + floor - at))
