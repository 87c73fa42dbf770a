"""Two acts on the tree at the same moment: no circle, no path taken twice, nobody left in a closed node."""

from __future__ import annotations

from datetime import date

import pytest

from school.organisation.acting import Act
from school.organisation.errors import NotUnderItself, StillInUse
from school.organisation.models import Affiliation, BuiltInKind, Office, Organisation, OrganisationKind, Role
from school.organisation.services.appointing import appoint
from school.organisation.services.closing import close_organisation
from school.organisation.services.founding import create_organisation, found_organisation
from school.organisation.services.joining import affiliate
from school.organisation.services.merging import merge_organisation
from school.organisation.services.moving import move_organisation
from school.organisation.tree_paths import WIDTH
from tests.quizzes.test_races import at_once

from .conftest import day

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.pg]


@pytest.fixture
def act(at) -> Act:
    return Act(member=None, at=at)


@pytest.fixture
def faculties(college) -> tuple[Organisation, Organisation]:
    made = [
        found_organisation(parent=college, kind=BuiltInKind.SUB_COMMITTEE, name=name, founded_on=date(2020, 1, 1))
        for name in ("甲分党委", "乙分党委")
    ]
    return made[0], made[1]


def test_two_moves_never_make_a_circle(faculties, act):
    one, two = faculties
    results = at_once(
        [
            lambda: move_organisation(organisation=one, under=two, on=day(9), act=act),
            lambda: move_organisation(organisation=two, under=one, on=day(9), act=act),
        ]
    )
    assert {type(result) for result in results} == {Organisation, NotUnderItself}
    for node in Organisation.objects.select_related("parent").exclude(parent=None):
        assert node.path[:-WIDTH] == node.parent.path


def test_foundings_take_different_paths_while_their_parent_moves(faculties, act):
    one, two = faculties
    kind = OrganisationKind.objects.get(pk=BuiltInKind.BRANCH)
    acts = [
        lambda name=name: create_organisation(parent=one, kind=kind, name=name, on=day(9), act=act) for name in "子丑寅"
    ]
    results = at_once([*acts, lambda: move_organisation(organisation=one, under=two, on=day(9), act=act)])
    assert {type(result) for result in results} == {Organisation}
    one.refresh_from_db()
    paths = list(Organisation.objects.filter(parent=one).values_list("path", flat=True))
    assert len(set(paths)) == 3
    assert all(path.startswith(one.path) for path in paths)
    assert one.is_within(two)


def test_closing_and_founding_below_exclude_each_other(faculties, act):
    one, _two = faculties
    kind = OrganisationKind.objects.get(pk=BuiltInKind.BRANCH)
    at_once(
        [
            lambda: close_organisation(organisation=one, on=day(9), act=act),
            lambda: create_organisation(parent=one, kind=kind, name="新", on=day(9), act=act),
        ]
    )
    one.refresh_from_db()
    assert (one.closed_on is None) == Organisation.objects.filter(parent=one).exists()


def test_two_mergers_into_each_other_leave_one_open(faculties, make_member, act):
    one, two = faculties
    people = [make_member("甲", one), make_member("乙", two)]
    results = at_once(
        [
            lambda: merge_organisation(organisation=one, into=two, on=day(9), act=act),
            lambda: merge_organisation(organisation=two, into=one, on=day(9), act=act),
        ]
    )
    assert sum(isinstance(result, Organisation) for result in results) == 1
    places = Affiliation.objects.filter(member__in=people, ends_on=None).select_related("organisation")
    assert [place.organisation.closed_on for place in places] == [None, None]


def test_nobody_joins_what_is_being_closed(faculties, make_member, outsider, act):
    one, _two = faculties
    results = at_once(
        [
            lambda: close_organisation(organisation=one, on=day(9), act=act),
            lambda: affiliate(member=outsider, organisation=Organisation.objects.get(pk=one.pk), on=day(10)),
        ]
    )
    one.refresh_from_db()
    joined = Affiliation.objects.filter(organisation=one, ends_on=None).exists()
    assert (one.closed_on is None) or not joined, results
    if joined:
        assert isinstance(results[0], StillInUse)


def test_nobody_is_appointed_where_it_is_being_closed(faculties, outsider, act):
    one, _two = faculties
    at_once(
        [
            lambda: close_organisation(organisation=one, on=day(9), act=act),
            lambda: appoint(member=outsider, organisation=one, role=Role.HOST, on=day(10), act=act),
        ]
    )
    one.refresh_from_db()
    assert one.closed_on == day(9)
    # Whoever came first was ended with the node; whoever came second was refused.
    assert not Office.objects.filter(organisation=one, ends_on=None).exists()
