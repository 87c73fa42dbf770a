"""Writing the planned college into an empty database: tree, people, places and offices."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import transaction

from school.audit.recording import record
from school.demo.college import BranchPlan, CollegePlan, OfficePlan, PersonPlan
from school.demo.college.people import opaque_id
from school.demo.college.plan import COMMITTEE
from school.organisation.models import Affiliation, BuiltInKind, Member, Office, Organisation, OrganisationEdge
from school.organisation.services.chronicling import chronicle_first_events
from school.organisation.services.kinds import install_kinds
from school.organisation.tree_paths import step

DEMO_PASSWORD = "yunqiao-demo-2026"  # noqa: S105 - printed by the command; demo mode serves this machine only
FOUNDED_ON = date(2004, 9, 1)
BATCH = 500


@dataclass
class College:
    """The founded college: rows beside the plan they were made from, in the same order."""

    plan: CollegePlan
    root: Organisation
    generals: list[Organisation] = field(default_factory=list)
    branches: list[Organisation] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)

    def place_of(self, office: OfficePlan) -> Organisation:
        if office.branch != COMMITTEE:
            return self.branches[office.branch]
        return self.root if office.general == COMMITTEE else self.generals[office.general]

    def general_named(self, short_name: str) -> Organisation:
        """Raises LookupError when there is none of that name."""
        for general in self.generals:
            if general.short_name == short_name:
                return general
        raise LookupError(short_name)

    def by_number(self) -> dict[str, Member]:
        return {member.number: member for member in self.members}


@transaction.atomic
def found_college(*, plan: CollegePlan, at: datetime) -> College:
    """Create everything the plan names, in a dozen statements; the audit tells that it was seeded."""
    rng = Random(f"ids/{plan.seed}")
    install_kinds()
    root = _node(None, 1, rng, kind_id=BuiltInKind.COMMITTEE, name=plan.name, short_name=plan.short_name)
    college = College(plan=plan, root=root)
    college.root.save()
    for place, general in enumerate(plan.generals, start=1):
        words = {"name": general.name, "short_name": general.short_name}
        college.generals.append(_node(root, place, rng, kind_id=BuiltInKind.GENERAL_BRANCH, **words))
    Organisation.objects.bulk_create(college.generals)
    college.branches = _branches(plan.branches, college.generals, rng)
    Organisation.objects.bulk_create(college.branches)
    _write_edges([root, *college.generals, *college.branches])
    college.members = _members(plan.people, at)
    Affiliation.objects.bulk_create(
        [
            Affiliation(member=member, organisation=college.branches[person.branch], starts_on=person.entered_on)
            for member, person in zip(college.members, plan.people, strict=True)
        ],
        batch_size=BATCH,
    )
    _appoint(college)
    chronicle_first_events()
    record(
        actor=None,
        action="demo.seeded",
        subject_kind="organisation",
        subject_id=college.root.public_id,
        organisation_path=college.root.path,
        details={"people": len(plan.people), "seed": plan.seed, "digest": plan.digest()},
        at=at,
    )
    return college


def _node(parent: Organisation | None, place: int, rng: Random, **words: str) -> Organisation:
    """The `place`-th child of `parent`; `words` are its kind_id, name and short_name."""
    path = (parent.path if parent else "") + step(place)
    return Organisation(public_id=opaque_id(rng), parent=parent, path=path, founded_on=FOUNDED_ON, **words)


def _branches(plans: tuple[BranchPlan, ...], generals: list[Organisation], rng: Random) -> list[Organisation]:
    places = dict.fromkeys(range(len(generals)), 0)
    rows = []
    for plan in plans:
        places[plan.general] += 1
        above, place = generals[plan.general], places[plan.general]
        rows.append(_node(above, place, rng, kind_id=plan.kind, name=plan.name, short_name=plan.short_name))
    return rows


def _write_edges(nodes: list[Organisation]) -> None:
    OrganisationEdge.objects.bulk_create(
        [
            OrganisationEdge(
                organisation=node,
                parent=node.parent,
                kind=node.kind_id,
                name=node.name,
                short_name=node.short_name,
                starts_on=FOUNDED_ON,
            )
            for node in nodes
        ]
    )


def _members(people: tuple[PersonPlan, ...], at: datetime) -> list[Member]:
    # One hash for all: 2,400 of them at the parameters of the product would take most of a minute.
    password = make_password(DEMO_PASSWORD)
    return Member.objects.bulk_create(
        [
            Member(
                public_id=person.public_id,
                number=person.number,
                name=person.name,
                email=person.email,
                phone=person.phone,
                category=person.category,
                stage=person.stage,
                joined_on=person.joined_on,
                registered_at=at,
                is_demo=True,
                password=password,
            )
            for person in people
        ],
        batch_size=BATCH,
    )


def _appoint(college: College) -> None:
    members = college.by_number()
    Office.objects.bulk_create(
        [
            Office(
                member=members[office.number],
                organisation=college.place_of(office),
                role=office.role,
                starts_on=office.starts_on,
            )
            for office in college.plan.offices
        ],
        batch_size=BATCH,
    )
