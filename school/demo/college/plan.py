"""What the college is: plain values, the same for the same seed, number of people and day."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

COMMITTEE = -1  # the place of an office at the root, where others name a general branch or a branch


class Study(StrEnum):
    """How far a member is with the year's study on the demo day."""

    ON_TRACK = "on_track"
    NOT_YET = "not_yet"
    NOTHING = "nothing"
    EXEMPT = "exempt"
    NOT_ASKED = "not_asked"  # not yet a member: no yearly requirement


@dataclass(frozen=True)
class GeneralBranchPlan:
    name: str
    short_name: str


@dataclass(frozen=True)
class BranchPlan:
    """`general` is the place of its general branch in the plan; `category` is whom it is for."""

    general: int
    name: str
    short_name: str
    kind: str
    category: str
    has_counsellor: bool


@dataclass(frozen=True)
class PersonPlan:
    number: str
    public_id: str
    name: str
    email: str
    phone: str
    category: str
    stage: str
    branch: int
    entered_on: date
    joined_on: date | None
    study: Study

    @property
    def is_member(self) -> bool:
        return self.stage in {"full", "probationary"}


@dataclass(frozen=True)
class OfficePlan:
    """An office at the committee (`general` and `branch` are COMMITTEE), a general branch, or a branch."""

    number: str
    role: str
    general: int
    branch: int
    starts_on: date


@dataclass(frozen=True)
class CollegePlan:
    name: str
    short_name: str
    today: date
    seed: int
    generals: tuple[GeneralBranchPlan, ...]
    branches: tuple[BranchPlan, ...]
    people: tuple[PersonPlan, ...]
    offices: tuple[OfficePlan, ...]

    def digest(self) -> str:
        """SHA-256 over everything planned; equal digests mean equal colleges."""
        return hashlib.sha256(repr(self).encode()).hexdigest()
