"""Accounts in use: who has signed in and read the notice, who was invited and waits, who has never begun."""

from __future__ import annotations

from datetime import timedelta

from school.accounts.services.acknowledging import acknowledge_for
from school.accounts.services.inviting import invite
from school.demo.college import Study
from school.demo.founding import College
from school.demo.roles import demo_roles
from school.demo.year import StudyYear
from school.identifiers import new_public_id
from school.organisation.acting import Act
from school.organisation.models import Member, Office, Role

# In the branch whose secretary can be entered with one tap.
WAITING, RUN_OUT = 2, 1


def open_accounts(*, college: College, year: StudyYear) -> None:
    """Everybody but those who have done nothing has signed in; the first branch shows invitations in their states."""
    people = dict(zip((member.pk for member in college.members), college.plan.people, strict=True))
    idle = [pk for pk, person in people.items() if person.study == Study.NOTHING]
    in_office = set(Office.objects.filter(member__in=idle).values_list("member_id", flat=True))
    one_tap = {role.number for role in demo_roles()}
    never = [pk for pk in idle if pk not in in_office and people[pk].number not in one_tap]
    Member.objects.filter(is_demo=True).exclude(pk__in=never).update(last_login=year.at - timedelta(days=1))
    acknowledge_for(member_ids=people, at=year.begins)
    secretary = _secretary(college)
    branch = next(person.branch for person in college.plan.people if person.number == secretary.number)
    beginners = Member.objects.filter(pk__in=[pk for pk in never if people[pk].branch == branch]).order_by("number")
    office = secretary.offices.get(role=Role.BRANCH_SECRETARY)
    for wanted, days in ((beginners[:RUN_OUT], 30), (beginners[RUN_OUT : RUN_OUT + WAITING], 3)):
        act = Act(secretary, year.at - timedelta(days=days), office_id=office.pk)
        invite(members=wanted, batch_id=new_public_id(), by_mail=False, act=act)


def _secretary(college: College) -> Member:
    number = next(role.number for role in demo_roles() if role.key == "secretary")
    return college.by_number()[number]
