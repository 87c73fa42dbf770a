"""The people: names, numbers and days."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from school.demo.college.apportioning import apportion
from school.demo.college.headcounts import Cell
from school.demo.college.naming import NameMaker
from school.demo.college.plan import BranchPlan, PersonPlan, Study
from school.demo.college.tables import CastPerson, cast

FIRST_SERIAL = 101  # smaller serials are kept for the people of the demo sign-in
SAME_NAME_PAIRS = 2
STUDY_SHARES = {Study.ON_TRACK: 55, Study.NOT_YET: 32, Study.NOTHING: 8, Study.EXEMPT: 5}


def opaque_id(rng: Random) -> str:
    """Twelve url-safe characters, as `school.identifiers` makes them, but reproducible."""
    return urlsafe_b64encode(rng.randbytes(9)).decode()


def make_people(
    counts: dict[Cell, int], seated: dict[Cell, list[CastPerson]], today: date, rng: Random
) -> list[PersonPlan]:
    """Everybody, the seated cast first in their cells, with the year's study shared out among the members."""
    makers = NameMaker(rng, {person.name for person in cast()})
    serials: Counter[int] = Counter()
    phones = rng.sample(range(10**8), sum(counts.values()))
    people: list[PersonPlan] = []
    for cell, count in counts.items():
        waiting = list(seated.get(cell, []))
        for _ in range(count):
            known = waiting.pop(0) if waiting else None
            entered_on = _entered_on(cell, today, rng) if known is None else date(int(known.number[2:6]), 9, 1)
            if known is None:
                serials[entered_on.year] += 1
            number = known.number if known else f"YQ{entered_on.year}{FIRST_SERIAL - 1 + serials[entered_on.year]:04d}"
            people.append(
                PersonPlan(
                    number=number,
                    public_id=opaque_id(rng),
                    name=known.name if known else makers.make(cell.category),
                    email=f"{number.lower()}@yunqiao.example",
                    phone=f"000{phones[len(people)]:08d}",
                    category=cell.category,
                    stage=cell.stage,
                    branch=cell.branch,
                    entered_on=entered_on,
                    joined_on=_joined_on(cell, today, rng),
                    study=Study.NOT_ASKED,
                )
            )
    return _with_namesakes(_with_study(people, rng))


def _entered_on(cell: Cell, today: date, rng: Random) -> date:
    if cell.category == "retired":
        return date(rng.randint(1988, 2000), rng.choice((3, 9)), 1)
    if cell.category == "staff":
        return date(rng.randint(2003, today.year - 2), rng.choice((3, 7, 9)), 1)
    years = {"full": (2, 4), "probationary": (2, 4), "candidate": (1, 3), "activist": (1, 3)}[cell.stage]
    return date(today.year - rng.randint(*years), 9, 1)


def _joined_on(cell: Cell, today: date, rng: Random) -> date | None:
    """The day of the branch meeting that admitted a member: a year ago or more, less for those on probation."""
    if cell.stage == "probationary":
        return today - timedelta(days=rng.randint(20, 350))
    if cell.stage != "full":
        return None
    longest = {"retired": 55, "staff": 28, "student": 2}[cell.category]
    return today - timedelta(days=rng.randint(380, 365 * longest + 20))


def _with_study(people: list[PersonPlan], rng: Random) -> list[PersonPlan]:
    members = [i for i, person in enumerate(people) if person.is_member]
    shares = apportion(len(members), STUDY_SHARES)
    known = {person.number for person in cast()}
    # The old and the retired are let off first (DOMAIN §0 D11); the learner of the demo still has something to do.
    letting_off = sorted(
        members, key=lambda i: (people[i].number in known, people[i].category != "retired", rng.random())
    )
    exempt, others = letting_off[: shares[Study.EXEMPT]], letting_off[shares[Study.EXEMPT] :]
    rng.shuffle(others)
    others.sort(key=lambda i: people[i].number in known)
    on_track, idle = shares[Study.ON_TRACK], shares[Study.NOTHING]
    found = dict.fromkeys(others, Study.NOT_YET)
    found |= dict.fromkeys(others[:on_track], Study.ON_TRACK)
    found |= dict.fromkeys(others[on_track : on_track + idle], Study.NOTHING)
    found |= dict.fromkeys(exempt, Study.EXEMPT)
    return [replace(person, study=found.get(i, person.study)) for i, person in enumerate(people)]


def _with_namesakes(people: list[PersonPlan]) -> list[PersonPlan]:
    """Two pairs of people in the largest branch share a name: numbers, not names, tell people apart."""
    known = {person.number for person in cast()}
    sizes = Counter(person.branch for person in people)
    largest = max(sizes, key=lambda branch: (sizes[branch], -branch))
    own = [
        i
        for i, person in enumerate(people)
        if person.branch == largest and person.number not in known and "·" not in person.name
    ]
    if len(own) < 2 * SAME_NAME_PAIRS:
        return people
    for first, second in zip(own[:SAME_NAME_PAIRS], own[-SAME_NAME_PAIRS:], strict=True):
        people[second] = replace(people[second], name=people[first].name)
    return people


def seat_cast(branches: tuple[BranchPlan, ...], generals: tuple[str, ...]) -> dict[Cell, list[CastPerson]]:
    """The cells of the people of the demo sign-in, all of them full members."""
    seated: dict[Cell, list[CastPerson]] = {}
    for person in cast():
        branch = next(
            i
            for i, plan in enumerate(branches)
            if plan.short_name == person.branch and generals[plan.general] == person.general_branch
        )
        seated.setdefault(Cell(branch, person.category, "full"), []).append(person)
    return seated
