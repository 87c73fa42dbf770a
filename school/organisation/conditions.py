"""Conditions on offices: an office's rights over people's data act only while its holder has done what it asks.

The office is held all the same, and its tasks stay. An app above says what is asked (courses: a course to complete);
`authority_of` asks it, so that pages, endpoints, sockets, exports and files all obey at once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True)
class HeldOffice:
    """An office in force, as the source of conditions needs to know it."""

    office_id: int
    role: str
    since: date


@dataclass(frozen=True)
class Condition:
    """What an office still asks of its holder: `title` and `url` of it; from `acts_on` the data rights rest."""

    title: str
    url: str
    acts_on: date

    def holds_back(self, day: date) -> bool:
        """Whether the days of grace are over."""
        return day >= self.acts_on


class ConditionSource(Protocol):
    """Answers about one person. No query while no office depends on anything, and one otherwise."""

    def unmet(self, offices: Sequence[HeldOffice], *, records: Collection[int], on: date) -> Mapping[int, Condition]:
        """Office id → the condition that is not met and acts first, for those of these offices that have one."""
        ...


_sources: list[ConditionSource] = []


def provide_conditions(source: ConditionSource) -> None:
    """Register the source; a later call replaces it."""
    _sources[:] = [source]


def unmet_conditions(offices: Sequence[HeldOffice], *, records: Collection[int], on: date) -> Mapping[int, Condition]:
    """What these offices still ask; nothing for who holds none, or where nothing is registered."""
    if not offices or not _sources:
        return {}
    return _sources[0].unmet(offices, records=records, on=on)
