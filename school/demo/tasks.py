"""What waits at the desk of the demo's secretary, and an office that was handed over not long ago."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from realtime.services.closing import close_session
from realtime.services.opening import open_session
from realtime.services.scheduling import Plan, schedule_session
from school.accounts.services.recovering import ask_secretary
from school.demo.college import Study
from school.demo.founding import College
from school.demo.roles import demo_roles
from school.demo.year import SESSION_BREAK, SESSION_MINUTES, StudyYear
from school.organisation.acting import Act
from school.organisation.authority import authority_of
from school.organisation.models import Member, Office, Organisation, Role
from school.organisation.services.appointing import hand_over
from school.organisation.services.correcting import ask_correction

HELD_DAYS_AGO = {"主题党日：走进社区志愿服务": 9, "支部学习：新修订的纪律条例": 1}
"""The register of the first is overdue by now."""
HANDED_OVER_DAYS_AGO = 12


def leave_tasks(*, college: College, year: StudyYear) -> None:
    """Tasks of all three kinds, opened by what opens them in the product."""
    secretary = _known(college, "secretary")
    office = secretary.offices.select_related("organisation").get(role=Role.BRANCH_SECRETARY)
    for title, days in HELD_DAYS_AGO.items():
        if year.at - timedelta(days=days + 1) > year.courses_open:
            _hold(title, office, year, days=days)
    forgetful, corrected = _people_of(college, office.organisation, year)[:2]
    ask_secretary(name=forgetful.number, network="192.0.2.7", at=year.at - timedelta(hours=20))
    ask_correction(
        member=corrected,
        field="phone",
        value="00055512345",
        words="手机号换了，旧号已停用。",
        at=year.at - timedelta(days=2),
    )
    _hand_over_nearby(college, office, year)


def _known(college: College, key: str) -> Member:
    number = next(role.number for role in demo_roles() if role.key == key)
    return college.by_number()[number]


def _people_of(college: College, place: Organisation, year: StudyYear) -> list[Member]:
    """Students of the branch who hold no office and are not entered with one tap."""
    one_tap = {role.number for role in demo_roles()}
    idle = {person.number for person in college.plan.people if person.study == Study.NOTHING}
    people = Member.objects.affiliated_within(place.path, on=timezone.localdate(year.at)).filter(offices=None)
    return list(people.exclude(number__in=one_tap | idle).order_by("number"))


def _hold(title: str, office: Office, year: StudyYear, *, days: int) -> None:
    """A session that has ended, whose register nobody has confirmed yet."""
    starts_at = year.at - timedelta(days=days, hours=3)
    ends_at = starts_at + timedelta(minutes=SESSION_MINUTES) + SESSION_BREAK
    host, authority = office.member, authority_of(office.member, at=starts_at)
    plan = Plan(title=title, starts_at=starts_at, ends_at=ends_at, planned_minutes=SESSION_MINUTES, host=host)
    session = schedule_session(
        organisation=office.organisation, plan=plan, by=host, authority=authority, at=starts_at - timedelta(days=5)
    )
    open_session(session=session, by=host, authority=authority, at=starts_at)
    close_session(session=session, by=host, authority=authority, at=ends_at)


def _hand_over_nearby(college: College, office: Office, year: StudyYear) -> None:
    """The first other branch with somebody free got a new secretary, appointed by the committee's officer."""
    officer = _known(college, "committee_officer")
    at = year.at - timedelta(days=HANDED_OVER_DAYS_AGO)
    act = Act(
        member=officer,
        at=at,
        office_id=officer.offices.get(role=Role.COMMITTEE_OFFICER).pk,
        reason="支部换届选举",
    )
    others = Office.objects.filter(role=Role.BRANCH_SECRETARY).exclude(organisation=office.organisation)
    for held in (
        others.filter(organisation__children=None).select_related("organisation").order_by("organisation__path")
    ):
        if people := _people_of(college, held.organisation, year):
            hand_over(office=held, successor=people[-1], on=timezone.localdate(at), act=act)
            return
