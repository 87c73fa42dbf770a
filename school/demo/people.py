"""What makes the register of the demo college look lived in: steps of development, and a person with two records."""

from __future__ import annotations

from datetime import datetime, timedelta

from school.demo.founding import College
from school.organisation.acting import Act
from school.organisation.models import Member, MemberEvent, MemberEventKind, Office, Role, Stage
from school.organisation.services.aliasing import join_records
from school.organisation.services.registering import Person, register_member

# How long before joining the earlier steps began, in days: about what the rules ask (DOMAIN §1.3).
EARLIER_STEPS = ((Stage.APPLICANT, 800), (Stage.ACTIVIST, 640), (Stage.CANDIDATE, 190))
BATCH = 500


def live_in_register(*, college: College, at: datetime) -> None:
    """Write the earlier steps of every probationary member, and join a double record of one of them."""
    _develop(college, at)
    _enter_twice(college, at)


def _develop(college: College, at: datetime) -> None:
    steps = [
        MemberEvent(
            member=member,
            kind=MemberEventKind.STAGE,
            on=member.joined_on - timedelta(days=days),
            payload={"stage": stage},
            at=at,
        )
        for member in college.members
        if member.stage == Stage.PROBATIONARY and member.joined_on
        for stage, days in EARLIER_STEPS
    ]
    MemberEvent.objects.bulk_create(steps, batch_size=BATCH)


def _enter_twice(college: College, at: datetime) -> None:
    """A student who was entered again with the former number, found out a month later by her branch secretary."""
    secretary_of = {
        office.organisation_id: office
        for office in Office.objects.filter(role=Role.BRANCH_SECRETARY).select_related("member", "organisation")
    }
    kept, place = next(
        (member, college.branches[person.branch])
        for member, person in zip(college.members, college.plan.people, strict=True)
        if member.stage == Stage.ACTIVIST and college.branches[person.branch].pk in secretary_of
    )
    office = secretary_of[place.pk]
    entered = Act(member=office.member, at=at - timedelta(days=30), office_id=office.pk)
    former = Person(number=f"{kept.number}X", name=kept.name, category=kept.category, stage=kept.stage)
    double = register_member(person=former, organisation=place, on=entered.today, act=entered)
    Member.objects.filter(pk=double.pk).update(is_demo=True, password=kept.password)
    found_out = Act(member=office.member, at=at + timedelta(days=7), office_id=office.pk, reason="重复建档，同一名学生")
    join_records(alias=double, canonical=kept, act=found_out)
