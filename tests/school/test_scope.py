"""One predicate family, case by case; `tests/organisation/test_scope_agrees.py` holds it together over any world."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from school.organisation.authority import Authority, Grant, Right, authority_of
from school.organisation.models import Affiliation, Member, Role
from school.organisation.permissions import can_oversee
from school.organisation.services.joining import affiliate
from school.organisation.tree_paths import is_within, outermost, prefixes, step

TODAY = date(2026, 11, 23)
paths = st.lists(st.integers(1, 3), max_size=4).map(lambda steps: "".join(step(n) for n in steps))


@given(paths, paths)
def test_being_within_is_having_the_root_among_the_prefixes(path, root):
    assert is_within(path, root) == (root in prefixes(path))


@given(st.lists(paths, max_size=6))
def test_outermost_paths_cover_the_same_and_none_covers_another(some):
    kept = outermost(some)
    assert all(any(is_within(path, root) for root in kept) for path in some if path)
    assert not any(is_within(a, b) for a in kept for b in kept if a != b)


def test_no_office_means_no_scope():
    nobody = Authority(member_id=1, place="00010001", organisation_id=1, grants=(), on=TODAY)
    assert not any(nobody.has(right) or nobody.covers(right, "00010001") for right in Right)


def test_an_administrator_holds_one_right_and_none_over_people():
    for role, right in (
        (Role.SYSTEM_ADMINISTRATOR, Right.ADMINISTER_SYSTEM),
        (Role.SECURITY_ADMINISTRATOR, Right.ADMINISTER_SECURITY),
        (Role.AUDIT_ADMINISTRATOR, Right.READ_AUDIT),
    ):
        admin = Authority(member_id=1, place="0001", organisation_id=1, grants=(Grant(1, role, "0001"),), on=TODAY)
        assert [held for held in Right if admin.has(held)] == [right]


def test_an_office_that_ended_gives_nothing(secretary, at, second_branch):
    secretary.offices.update(ends_on=date(2026, 11, 23))
    assert not authority_of(secretary, at=at).has(Right.OVERSEE_MEMBERS)


def test_an_office_that_ends_tomorrow_still_holds(secretary, at, second_branch):
    secretary.offices.update(ends_on=date(2026, 11, 24))
    assert authority_of(secretary, at=at).covers(Right.OVERSEE_MEMBERS, second_branch.path)


def test_a_member_who_moved_away_is_out_of_sight(learner, secretary, foreign_branch, at):
    authority = authority_of(secretary, at=at)
    assert can_oversee(authority, learner, at=at)
    affiliate(member=learner, organisation=foreign_branch, on=date(2026, 11, 1))
    assert not can_oversee(authority, learner, at=at)
    assert learner not in Member.objects.overseen_by(authority, Right.OVERSEE_MEMBERS)


def test_a_move_on_a_coming_day_changes_nothing_before_it(learner, secretary, foreign_secretary, foreign_branch, at):
    affiliate(member=learner, organisation=foreign_branch, on=date(2026, 12, 1))
    for day, overseer, other in (
        (at, secretary, foreign_secretary),
        (at + timedelta(days=8), foreign_secretary, secretary),
    ):
        seen = Member.objects.overseen_by(authority_of(overseer, at=day), Right.OVERSEE_MEMBERS)
        assert seen.filter(pk=learner.pk).count() == 1
        unseen = Member.objects.overseen_by(authority_of(other, at=day), Right.OVERSEE_MEMBERS)
        assert not unseen.filter(pk=learner.pk).exists()


@pytest.mark.pg
def test_two_current_affiliations_are_impossible(learner, third_branch):
    with pytest.raises(IntegrityError), transaction.atomic():
        Affiliation.objects.create(member=learner, organisation=third_branch, starts_on=date(2026, 1, 1))


def test_authority_costs_two_queries(secretary, at, django_assert_num_queries):
    authority_of(secretary, at=at)  # the conditions on offices are read now and remembered
    with django_assert_num_queries(2):
        authority_of(secretary, at=at).covers(Right.APPRAISE, "0001")


@pytest.mark.parametrize(
    ("role", "rights"),
    [
        (Role.GROUP_LEADER, {Right.HOST_SESSIONS, Right.CONFIRM_REGISTERS}),
        (Role.COHORT_COORDINATOR, {Right.HOST_SESSIONS}),
    ],
)
def test_a_leader_of_a_group_or_a_class_runs_sessions_and_opens_no_file(
    make_member, second_branch, third_branch, learner, at, role, rights
):
    leader = make_member("组长", second_branch, role)
    authority = authority_of(leader, at=at)
    assert {right for right in Right if authority.has(right)} == rights
    assert authority.covers(Right.HOST_SESSIONS, second_branch.path)
    assert not authority.covers(Right.HOST_SESSIONS, third_branch.path)
    assert not can_oversee(authority, learner, at=at)
    assert not Member.objects.overseen_by(authority, Right.OVERSEE_MEMBERS).exists()
