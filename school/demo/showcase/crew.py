"""Who does what in the showcase: the people of the demo sign-in, and others of the learner's branch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from school.demo.college import Study
from school.demo.college.tables import cast
from school.demo.founding import College
from school.organisation.acting import Act
from school.organisation.models import Member, Office, Organisation, Role


@dataclass(frozen=True)
class Crew:
    """`faculty` is the general branch where the author may write, `department` the branch of it she belongs to."""

    learner: Member
    author: Member
    officer: Member
    guard: Member
    classmates: tuple[Member, Member]
    faculty: Organisation
    department: Organisation

    def act(self, member: Member, role: Role, at: datetime, reason: str = "") -> Act:
        """An act in this office of hers."""
        return Act(member, at, office_id=Office.objects.get(member=member, role=role).pk, reason=reason)


def crew_of(college: College) -> Crew:
    """Whoever can be entered with one tap, so that what they did is at hand."""
    people = college.by_number()
    known = {person.role: people[person.number] for person in cast()}
    places = {person.number: college.branches[person.branch] for person in college.plan.people}
    learner, author = known["learner"], known["instructor"]
    one_tap = {person.number for person in cast()}
    others = [
        people[person.number]
        for person in college.plan.people
        if places[person.number].parent_id == places[learner.number].parent_id
        and person.number not in one_tap
        and person.category == "student"
        and person.study != Study.NOTHING
    ]
    department = places[author.number]
    faculty = department.parent
    assert faculty is not None  # every branch of the college has a general branch
    return Crew(
        learner=learner,
        author=author,
        officer=known["committee_officer"],
        guard=known["security_administrator"],
        classmates=(others[0], others[1]),
        faculty=faculty,
        department=department,
    )
