"""Putting the college together."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random

from school.demo.college.headcounts import Cell, branch_plans, head_counts, leader_cell
from school.demo.college.offices import Appointing
from school.demo.college.people import make_people, seat_cast
from school.demo.college.plan import CollegePlan, GeneralBranchPlan
from school.demo.college.tables import tree

SMALLEST = 100


def plan_college(*, people: int, seed: int, today: date) -> CollegePlan:
    """The college of that many people on that day.

    Raises:
        ValueError: with fewer people than its branches and the demo sign-in need.
    """
    if people < SMALLEST:
        raise ValueError(f"the college needs at least {SMALLEST} people")
    rng = Random(f"{seed}/{people}")
    rows = tree().general_branch
    generals = tuple(GeneralBranchPlan(row.name, row.short_name) for row in rows)
    branches = branch_plans(people)
    seated = seat_cast(branches, tuple(row.short_name for row in rows))
    # Every branch has a leader; the cast needs its places, and a leader's cell may hold cast and leader both.
    seats: Counter[Cell] = Counter(leader_cell(i, branch) for i, branch in enumerate(branches))
    for cell, known in seated.items():
        leads = any("branch_secretary@branch" in person.offices for person in known)
        seats[cell] += len(known) - leads
        if any(person.role == "learner" for person in known):
            # The learner of the demo is never alone in the branch, however small the college.
            seats.update({Cell(cell.branch, "student", stage): 2 for stage in ("full", "probationary", "activist")})
    counts = head_counts(branches, people, dict(seats), rng)
    persons = make_people(counts, seated, today, rng)
    offices = Appointing(branches, persons, today, rng).appoint_all(generals)
    return CollegePlan(
        name=tree().name,
        short_name=tree().short_name,
        today=today,
        seed=seed,
        generals=generals,
        branches=branches,
        people=tuple(persons),
        offices=tuple(offices),
    )
