"""Facts that come from above: names and offices from the organisation, second factors from the accounts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Protocol

from django.core.exceptions import ImproperlyConfigured


class Directory(Protocol):
    """Who people are and in which office they act; provided by `school.organisation`."""

    def names(self, member_ids: Collection[int]) -> Mapping[int, str]:
        """Primary key → full name."""
        ...

    def offices(self, office_ids: Collection[int]) -> Mapping[int, str]:
        """Primary key → "branch secretary · Second branch", in the language that is active now."""
        ...

    def records_of(self, member_id: int) -> list[int]:
        """Primary keys of all records of this person, the canonical one first."""
        ...

    def left_on(self, member_ids: Collection[int]) -> Mapping[int, date]:
        """Canonical primary key → the first day on which no record of hers belongs anywhere; absent while one does."""
        ...


class SecondFactors(Protocol):
    """Whether someone is held to a second factor; provided by `school.accounts`."""

    def lacks(self, member_id: int, at: datetime) -> bool:
        """Whether this member needs a second factor for others' data and has none."""
        ...


_directory: list[Directory] = []
_factors: list[SecondFactors] = []


def provide_directory(provider: Directory) -> None:
    """Register the provider; a later call replaces it."""
    _directory[:] = [provider]


def provide_second_factors(provider: SecondFactors) -> None:
    """Register the provider; a later call replaces it."""
    _factors[:] = [provider]


def directory() -> Directory:
    """The registered provider. Raises ImproperlyConfigured when there is none (system check privacy.E001)."""
    if not _directory:
        raise ImproperlyConfigured("no app provides school.privacy.ports.Directory")
    return _directory[0]


def second_factors() -> SecondFactors:
    """The registered provider. Raises ImproperlyConfigured when there is none (system check privacy.E001)."""
    if not _factors:
        raise ImproperlyConfigured("no app provides school.privacy.ports.SecondFactors")
    return _factors[0]


def missing_providers() -> list[str]:
    """Names of the ports nobody has filled."""
    return [name for name, filled in (("Directory", _directory), ("SecondFactors", _factors)) if not filled]
