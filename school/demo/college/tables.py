"""The written data of the college: its tree, its names, and the people of the demo sign-in."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

DATA = Path(__file__).resolve().parent.parent / "data"


class Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class GeneralBranchRow(Table):
    """One row of DOMAIN §6 at full size. `counsellors` are places, from 1, of student branches led by staff."""

    name: str
    short_name: str
    staff: int
    retired: int
    students: int
    candidates: int
    activists: int
    staff_branches: tuple[str, ...]
    retired_branches: tuple[str, ...] = ()
    student_branches: tuple[str, ...]
    counsellors: tuple[int, ...]


class Tree(Table):
    name: str
    short_name: str
    general_branch: tuple[GeneralBranchRow, ...]


class Names(Table):
    surnames: str
    compound_surnames: tuple[str, ...]
    elder_given: tuple[str, ...]
    staff_given_first: str
    staff_given_second: str
    student_given_first: str
    student_given_second: str
    single_given: str
    minority: tuple[tuple[str, str], ...]
    minority_share: float
    compound_share: float
    single_share: float


class CastPerson(Table):
    """`offices` are written role@committee, role@general_branch or role@branch of the person's own place."""

    role: str
    number: str
    name: str
    category: str
    general_branch: str
    branch: str
    offices: tuple[str, ...]


class Cast(Table):
    person: tuple[CastPerson, ...]


@cache
def tree() -> Tree:
    return Tree.model_validate(tomllib.loads((DATA / "tree.toml").read_text(encoding="utf-8")))


@cache
def names() -> Names:
    return Names.model_validate(tomllib.loads((DATA / "names.toml").read_text(encoding="utf-8")))


@cache
def cast() -> tuple[CastPerson, ...]:
    return Cast.model_validate(tomllib.loads((DATA / "cast.toml").read_text(encoding="utf-8"))).person
