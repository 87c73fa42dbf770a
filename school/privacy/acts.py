"""What this floor needs to know of an act; `school.organisation.acting.Act` has it all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol


class Person(Protocol):
    """A member, of whom this floor knows the keys only."""

    pk: int
    public_id: str


class ActLike(Protocol):
    """One act and its responsibility."""

    @property
    def member(self) -> Person | None: ...
    @property
    def at(self) -> datetime: ...
    @property
    def office_id(self) -> int | None: ...
    @property
    def reason(self) -> str: ...

    def record(
        self,
        action: str,
        *,
        subject_kind: str,
        subject_id: str,
        organisation_path: str = "",
        outcome: str = "done",
        details: Mapping[str, object] | None = None,
    ) -> object:
        """Write the audit entry of this act."""
        ...
