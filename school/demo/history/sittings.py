"""Who studied what alone, and when: the plan of every sitting, before anything is written. No ORM and no clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from typing import Generic, TypeVar

from school.demo.college import PersonPlan, Study
from school.demo.college.tables import cast

Course = TypeVar("Course")

# For each standing: the fewest and the most courses finished, and the most begun beside them.
COURSES = {
    Study.ON_TRACK: (2, 4, 2),
    Study.NOT_YET: (0, 2, 1),
    Study.NOTHING: (0, 0, 0),
    Study.EXEMPT: (0, 1, 0),
    Study.NOT_ASKED: (0, 3, 1),
}
CAST_COURSES = (1, 1, 1)
EVENNESS = 4  # the larger, the less the order of the courses matters
EARLIEST, LATEST = 19, 21  # hours of the evening


@dataclass(frozen=True)
class Sitting(Generic[Course]):
    """One evening with one course; `finished` or left after its first lecture."""

    course: Course
    begins: datetime
    finished: bool


def plan_sittings(
    person: PersonPlan, courses: Sequence[Course], *, first: datetime, days: int, rng: Random
) -> list[Sitting[Course]]:
    """The sittings of a person from `first` on, each on an evening of its own; the required courses stand first."""
    fewest, most, begun = COURSES[person.study]
    if any(known.number == person.number for known in cast()):
        fewest, most, begun = CAST_COURSES
    wanted = rng.randint(fewest, most) + rng.randint(0, begun)
    finished = min(wanted, rng.randint(fewest, most))
    chosen = _choose(courses, min(wanted, days, len(courses)), rng)
    evenings = sorted(rng.sample(range(days), len(chosen)))
    return [
        Sitting(course, _evening(first, day, rng), finished=place < finished)
        for place, (course, day) in enumerate(zip(chosen, evenings, strict=True))
    ]


def _choose(courses: Sequence[Course], count: int, rng: Random) -> list[Course]:
    """Earlier ones are likelier: those that everybody must do come first."""
    keyed = [((place + EVENNESS) * rng.random(), place) for place in range(len(courses))]
    return [courses[place] for _key, place in sorted(keyed)[:count]]


def _evening(first: datetime, day: int, rng: Random) -> datetime:
    date = (first + timedelta(days=day)).date()
    clock = time(rng.randint(EARLIEST, LATEST), rng.randint(0, 59), rng.randint(0, 59))
    return datetime.combine(date, clock, tzinfo=first.tzinfo)
