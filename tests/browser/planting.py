"""The people of the journey, put into a fresh school's database from within its own shell."""

from __future__ import annotations

import json
from datetime import date

from django.utils import timezone

from progress.models import StudyRequirement
from progress.services.ruling import rules_in_force
from school.accounts.services.acknowledging import acknowledge_for
from school.organisation.models import BuiltInKind, Member, Organisation, Role, Stage
from school.organisation.services.founding import found_organisation
from school.organisation.services.joining import affiliate, appoint
from tests.operations.people import PASSWORD

FOUNDED = date(2012, 9, 1)


def plant_people() -> None:
    """A college with a branch, a foreign branch, six people and a year's requirement; prints public ids as JSON."""
    print(json.dumps(plant_people_quietly()))


def plant_beginners() -> None:
    """The same, and two who have yet to begin: one was never invited, one has not read the notice about her data."""
    ids = plant_people_quietly()
    second = Organisation.objects.get(public_id=ids["second"])
    ids["newcomer"] = _person("newcomer", "新同志", second, ()).public_id
    Member.objects.filter(number="newcomer").update(password="!")
    _person("unread", "尚未阅读", second, ())
    print(json.dumps(ids))


def plant_people_quietly() -> dict[str, str]:
    """What `plant_people` plants; the public ids by name."""
    college = found_organisation(parent=None, kind=BuiltInKind.COMMITTEE, name="云桥学院党委")
    economics = found_organisation(parent=college, kind=BuiltInKind.GENERAL_BRANCH, name="经济管理学院党总支")
    engineering = found_organisation(parent=college, kind=BuiltInKind.GENERAL_BRANCH, name="信息工程学院党总支")
    second = found_organisation(parent=economics, kind=BuiltInKind.BRANCH, name="经管第二党支部")
    foreign = found_organisation(parent=engineering, kind=BuiltInKind.BRANCH, name="信息第一党支部")
    ids = {"economics": economics.public_id, "second": second.public_id}
    for key, name, branch, offices in (
        ("learner", "周文静", second, ()),
        ("peer", "赵明远", second, ()),
        ("secretary", "刘建国", second, ((Role.BRANCH_SECRETARY, second),)),
        ("instructor", "陈思雨", second, ((Role.INSTRUCTOR, economics),)),
        ("outsider", "阿依古丽·买买提", foreign, ()),
        ("foreign_secretary", "马建军", foreign, ((Role.BRANCH_SECRETARY, foreign),)),
    ):
        ids[key] = _person(key, name, branch, offices).public_id
    require_hours(college)
    acknowledge_for(member_ids=Member.objects.values_list("pk", flat=True), at=timezone.now())
    return ids


def require_hours(college: Organisation) -> None:
    """This year everybody of the college studies 32 hours."""
    today = timezone.localdate()
    rules = rules_in_force(on=today, path=college.path)
    StudyRequirement.objects.create(
        organisation=college, rule_version=rules, year=today.year, title="党员年度学时", hours=32
    )


def _person(number: str, name: str, branch: Organisation, offices: tuple[tuple[str, Organisation], ...]) -> Member:
    member = Member.objects.create_user(number, PASSWORD, name=name, stage=Stage.FULL)
    affiliate(member=member, organisation=branch, on=FOUNDED)
    for role, place in offices:
        appoint(member=member, organisation=place, role=role, on=FOUNDED, by=None)
    return member
