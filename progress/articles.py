"""When a text counts as read: every section reached, and no sooner than its length allows (DESIGN §2.4). Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from progress.rules import Rules


@dataclass(frozen=True, slots=True)
class ReadingStanding:
    """`missing` are the numbers of the sections not reached; `wait` is what the text's length still asks for."""

    missing: tuple[int, ...]
    wait: timedelta

    @property
    def complete(self) -> bool:
        return not self.missing and self.wait <= timedelta(0)


def kept_sections(before: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """Which section of an edition each section of another one is, both numbered from 1: the one with the very same
    words, else the only one with the same heading. No section is taken twice.

    `before` and `now` are sections as revisions freeze them, with ``title`` and ``html``.
    """
    kept: dict[int, int] = {}
    for number, section in enumerate(now, start=1):
        same = [old for old, one in enumerate(before, start=1) if one["html"] == section["html"]]
        free = [old for old in same if old not in kept.values()]
        if free:
            kept[number] = free[0]
    headed_before, headed_now = (Counter(one["title"] for one in edition) for edition in (before, now))
    for number, section in enumerate(now, start=1):
        title = section["title"]
        if number not in kept and headed_before[title] == headed_now[title] == 1:
            old = next(place for place, one in enumerate(before, start=1) if one["title"] == title)
            if old not in kept.values():
                kept[number] = old
    return kept


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
