"""Who holds which office, from branch secretaries to the three separate administrators."""

from __future__ import annotations

from datetime import date
from random import Random

from school.demo.college.headcounts import FULL_SIZE, leader_cell
from school.demo.college.plan import COMMITTEE, BranchPlan, GeneralBranchPlan, OfficePlan, PersonPlan
from school.demo.college.tables import cast

AT_COMMITTEE = {
    "committee_officer": 16,  # eleven of the committee and five of its organisation department
    "reviewer": 6,
    "system_administrator": 1,
    "security_administrator": 1,
    "audit_administrator": 2,
    "moderator": 8,
}
COLLEGE_INSTRUCTORS = 2  # of the forty, who write for the whole college
AT_GENERAL_BRANCHES = {"instructor": 40, "host": 60}
SEPARATE = {"system_administrator", "security_administrator", "audit_administrator"}


class Appointing:
    """Collects the offices of a college whose people are known."""

    def __init__(self, branches: tuple[BranchPlan, ...], people: list[PersonPlan], today: date, rng: Random) -> None:
        self._branches, self._people, self._rng = branches, people, rng
        self._since = date(today.year - 1, 9, 1)
        self._known = {person.number for person in cast()}
        self.offices: list[OfficePlan] = []

    def appoint_all(self, generals: tuple[GeneralBranchPlan, ...]) -> list[OfficePlan]:
        self._appoint_cast()
        for place, branch in enumerate(self._branches):
            self._lead_branch(place, branch)
        for general in range(len(generals)):
            self._lead_general(general)
        size = len(self._people) / FULL_SIZE
        self._at_committee("instructor", max(1, round(COLLEGE_INSTRUCTORS * min(1.0, size))))
        for role, count in AT_GENERAL_BRANCHES.items():
            self._spread(role, max(1, round(count * size)), len(generals))
        for role, count in AT_COMMITTEE.items():
            self._at_committee(role, max(1, round(count * min(1.0, size))))
        return self.offices

    def _appoint_cast(self) -> None:
        by_number = {person.number: person for person in self._people}
        for known in cast():
            person = by_number[known.number]
            general = self._branches[person.branch].general
            for office in known.offices:
                role, _, place = office.partition("@")
                at_branch, at_committee = place == "branch", place == "committee"
                self._add(
                    person,
                    role,
                    general=COMMITTEE if at_committee else general,
                    branch=person.branch if at_branch else COMMITTEE,
                )

    def _lead_branch(self, place: int, branch: BranchPlan) -> None:
        if any(office.branch == place for office in self.offices):
            return
        cell = leader_cell(place, branch)
        leader = next(
            person
            for person in self._people
            if (person.branch, person.category, person.stage) == cell and person.number not in self._known
        )
        self._add(leader, "branch_secretary", general=branch.general, branch=place)

    def _lead_general(self, general: int) -> None:
        # A general branch of students alone is led by staff of the offices.
        own = self._free_staff(general) or self._free_staff(None)
        for role, person in zip(("branch_secretary", "organiser"), (own * 2)[:2], strict=True):
            self._add(person, role, general=general, branch=COMMITTEE)

    def _spread(self, role: str, count: int, generals: int) -> None:
        """Instructors and hosts, one general branch after another, until there are enough or nobody is left."""
        missing = count - sum(office.role == role for office in self.offices)
        waiting = [[p for p in self._free_staff(general) if not self._holds(p, role)] for general in range(generals)]
        while missing > 0 and any(waiting):
            for general, own in enumerate(waiting):
                if own and missing > 0:
                    self._add(own.pop(), role, general=general, branch=COMMITTEE)
                    missing -= 1

    def _at_committee(self, role: str, count: int) -> None:
        """Administrators hold nothing else, so nobody both runs and watches the system; others may hold two posts."""
        missing = count - sum((office.role, office.general) == (role, COMMITTEE) for office in self.offices)
        held = {office.number for office in self.offices}
        staff = self._free_staff(None)
        free = [person for person in staff if person.number not in held]
        others = [person for person in staff if person.number in held and not self._holds(person, *SEPARATE)]
        for person in (free if role in SEPARATE else free + others)[:missing]:
            self._add(person, role, general=COMMITTEE, branch=COMMITTEE)

    def _free_staff(self, general: int | None) -> list[PersonPlan]:
        """Staff who are full members, of one general branch or of all, in random order; never the cast."""
        found = [
            person
            for person in self._people
            if (person.category, person.stage) == ("staff", "full")
            and person.number not in self._known
            and general in {None, self._branches[person.branch].general}
        ]
        self._rng.shuffle(found)
        return found

    def _holds(self, person: PersonPlan, *roles: str) -> bool:
        return any(office.number == person.number and office.role in roles for office in self.offices)

    def _add(self, person: PersonPlan, role: str, *, general: int, branch: int) -> None:
        self.offices.append(OfficePlan(person.number, role, general, branch, max(self._since, person.entered_on)))
