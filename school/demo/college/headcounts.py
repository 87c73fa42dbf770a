"""How many people of which category and stage belong to which branch."""

from __future__ import annotations

from math import ceil
from random import Random
from typing import NamedTuple

from school.demo.college.apportioning import apportion
from school.demo.college.plan import BranchPlan
from school.demo.college.tables import GeneralBranchRow, tree

FULL_SIZE = 2400
STAFF_PROBATIONARY = 30
STUDENT_PROBATIONARY = 480


class Cell(NamedTuple):
    branch: int
    category: str
    stage: str


def copies_for(people: int) -> int:
    """How often the table of branches is laid out; beyond the full size a branch would outgrow fifty members."""
    return max(1, ceil(people / FULL_SIZE))


def branch_plans(people: int) -> tuple[BranchPlan, ...]:
    """The branches, general branch by general branch."""
    plans = []
    for general, row in enumerate(tree().general_branch):
        for copy in range(copies_for(people)):
            suffix = f"（{copy + 1}）" if copy else ""
            for category, titles in (
                ("staff", row.staff_branches),
                ("retired", row.retired_branches),
                ("student", row.student_branches),
            ):
                for place, title in enumerate(titles, start=1):
                    plans.append(
                        BranchPlan(
                            general=general,
                            name=f"云桥学院{row.short_name}{title.removeprefix(row.short_name)}{suffix}",
                            short_name=title + suffix,
                            kind="joint_branch" if "联合" in title else "branch",
                            category=category,
                            has_counsellor=category == "student" and place in row.counsellors,
                        )
                    )
    return tuple(plans)


def head_counts(branches: tuple[BranchPlan, ...], people: int, seats: dict[Cell, int], rng: Random) -> dict[Cell, int]:
    """Every cell's people, `people` in all; each seat is filled first, the rest in the proportions of full size."""
    full = _full_size(branches, people, rng)
    if people < sum(seats.values()):
        raise ValueError(f"the college needs at least {sum(seats.values())} people")
    rest = {cell: max(0, count - seats.get(cell, 0)) for cell, count in full.items()}
    shares = apportion(people - sum(seats.values()), rest)
    return {cell: shares[cell] + seats.get(cell, 0) for cell in full}


def leader_cell(place: int, branch: BranchPlan) -> Cell:
    """Where the branch's secretary sits: a full member, staff where a counsellor leads."""
    return Cell(place, "staff" if branch.has_counsellor else branch.category, "full")


def _full_size(branches: tuple[BranchPlan, ...], people: int, rng: Random) -> dict[Cell, int]:
    rows, copies = tree().general_branch, copies_for(people)
    staff_probation = apportion(STAFF_PROBATIONARY * copies, {i: row.staff for i, row in enumerate(rows)})
    student_probation = apportion(STUDENT_PROBATIONARY * copies, {i: row.students for i, row in enumerate(rows)})
    cells: dict[Cell, int] = {}
    for general, row in enumerate(rows):
        own = {i: branch for i, branch in enumerate(branches) if branch.general == general}
        counsellors = [i for i, branch in own.items() if branch.has_counsellor]
        cells |= {Cell(i, "staff", "full"): 1 for i in counsellors}
        staff = row.staff * copies - len(counsellors)
        cells |= _members(own, "staff", staff, staff_probation[general], rng)
        cells |= _members(own, "student", row.students * copies, student_probation[general], rng)
        cells |= _members(own, "retired", row.retired * copies, 0, rng)
        cells |= _learners(own, row, copies, rng)
    return {cell: cells[cell] for cell in sorted(cells)}


def _members(own: dict[int, BranchPlan], category: str, total: int, probationary: int, rng: Random) -> dict[Cell, int]:
    sizes = apportion(total, _near_equal(own, category, rng))
    on_probation = apportion(probationary, sizes)
    found = {}
    for branch, size in sizes.items():
        found[Cell(branch, category, "full")] = size - on_probation[branch]
        found[Cell(branch, category, "probationary")] = on_probation[branch]
    return found


def _learners(own: dict[int, BranchPlan], row: GeneralBranchRow, copies: int, rng: Random) -> dict[Cell, int]:
    """Candidates and activists: students where there are student branches, else staff."""
    category = "student" if row.student_branches else "staff"
    found = {}
    for stage, total in (("candidate", row.candidates), ("activist", row.activists)):
        for branch, count in apportion(total * copies, _near_equal(own, category, rng)).items():
            found[Cell(branch, category, stage)] = count
    return found


def _near_equal(own: dict[int, BranchPlan], category: str, rng: Random) -> dict[int, int]:
    return {i: rng.randint(85, 115) for i, branch in own.items() if branch.category == category}
