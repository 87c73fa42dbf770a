"""Whatever is allowed, in whatever order: nobody gains a right by her own hand."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from school.errors import SchoolError
from school.organisation.acting import Act
from school.organisation.authority import authority_of
from school.organisation.giving import offices_to_give_in
from school.organisation.models import Member, Office, Organisation, Role
from school.organisation.services.appointing import appoint, change_dates, end_office, hand_over
from tests.conftest import SHANGHAI

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
DAYS = [TODAY + timedelta(days=n) for n in (-400, -1, 0, 1, 30, 400)]
people = st.integers(0, 5)
days = st.sampled_from(DAYS)
steps = st.lists(
    st.tuples(
        people, st.sampled_from(["appoint", "end", "redate", "hand over"]), people, st.sampled_from(Role.values),
        st.integers(0, 3), days, st.none() | days, st.integers(0, 30),
    ),
    min_size=1,
    max_size=8,
)  # fmt: skip


def rights(member: Member) -> set[tuple[date, str, str]]:
    """(day, right, place) on every day that the steps can reach."""
    found = set()
    for day in DAYS:
        authority = authority_of(member, at=datetime.combine(day, time(12), tzinfo=SHANGHAI))
        found |= {(day, right, grant.path) for grant in authority.grants for right in grant.rights}
    return found


def attempt(step, cast: list[Member], places: list[Organisation], at: datetime) -> Member:
    """Let one person try one act; whether it is allowed is for the service to say."""
    who, what, whom, role, where, starts_on, ends_on, which = step
    actor, place = cast[who], places[where]
    office = Office.objects.order_by("pk")[which % Office.objects.count()]
    aim = (role, place) if what == "appoint" else (office.role, office.organisation)
    fitting = offices_to_give_in(authority_of(actor, at=at), role=aim[0], path=aim[1].path)
    act = Act(member=actor, at=at, office_id=fitting[0].office_id if fitting else None)
    try:
        with transaction.atomic():
            if what == "appoint":
                appoint(member=cast[whom], organisation=place, role=role, on=starts_on, ends_on=ends_on, act=act)
            elif what == "end":
                end_office(office=office, on=starts_on, act=act)
            elif what == "redate":
                change_dates(office=office, starts_on=starts_on, ends_on=ends_on, act=act)
            else:
                hand_over(office=office, successor=cast[whom], on=starts_on, act=act)
    except SchoolError:
        pass
    return actor


@given(plan=steps)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_sequence_of_allowed_acts_lets_a_person_gain_a_right_by_her_own_hand(
    plan, officer, secretary, host, learner, make_member, college, economics, second_branch, third_branch, at
):
    cast = [officer, secretary, host, learner, *_guards(make_member, college, third_branch)]
    places = [college, economics, second_branch, third_branch]
    with transaction.atomic():
        for step in plan:
            before = rights(cast[step[0]])
            actor = attempt(step, cast, places, at)
            assert rights(actor) <= before, step
        transaction.set_rollback(True)


def _guards(make_member, college: Organisation, place: Organisation) -> list[Member]:
    """The security administrator and a second officer, once for all examples."""
    known = list(Member.objects.filter(name__in=("韩冬", "罗霞")).order_by("name"))
    return known or [
        make_member("韩冬", place, Role.SECURITY_ADMINISTRATOR, at_organisation=college),
        make_member("罗霞", place, Role.COMMITTEE_OFFICER, at_organisation=college),
    ]
