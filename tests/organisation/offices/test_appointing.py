"""Offices begin and end on days; each act is judged, audited and told by the timeline."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from school.audit.models import AuditEntry
from school.errors import Forbidden, NotFound
from school.organisation.acting import Act
from school.organisation.authority import authority_of
from school.organisation.errors import OrganisationClosed
from school.organisation.models import Member, MemberEvent, Office, Organisation, Role
from school.organisation.office_errors import (
    AdministratorsAtTheRoot,
    AdministratorsExclude,
    NotInService,
    NotToOneself,
    OfficeDatesOutOfOrder,
    OfficeHeldAlready,
    OfficeOver,
)
from school.organisation.services.appointing import appoint, change_dates, end_office, hand_over

pytestmark = [pytest.mark.django_db, pytest.mark.pg]
TODAY = date(2026, 11, 23)


@pytest.fixture
def give(act_of, officer, second_branch):
    def run(member, role=Role.HOST, place=second_branch, by=officer, on=TODAY, **more):
        return appoint(member=member, organisation=place, role=role, on=on, act=act_of(by, role, place), **more)

    return run


def timeline(member: Member) -> list[tuple[str, date]]:
    told = MemberEvent.objects.filter(member=member, kind__in=("appointed", "dismissed"), undone_at__isnull=True)
    return [(event.kind, event.on) for event in told.order_by("on", "pk")]


def test_an_officer_gives_an_office_and_the_audit_says_in_which_of_hers(give, officer, learner, at):
    office = give(learner)
    entry = AuditEntry.objects.get(action="office.appointed", subject_id=learner.public_id)
    assert office.is_held_on(TODAY)
    assert (entry.actor_id, entry.office_id, entry.on_behalf_of) == (officer.public_id, officer.offices.get().pk, "")
    assert (entry.outcome, entry.details["role"]) == ("done", "host")
    assert timeline(learner) == [("appointed", TODAY)]


def test_a_planned_end_is_told_at_once(give, learner):
    give(learner, ends_on=date(2027, 1, 1))
    assert timeline(learner) == [("appointed", TODAY), ("dismissed", date(2027, 1, 1))]


def test_a_secretary_gives_hosting_in_her_own_branch_and_nothing_else(give, secretary, learner, peer, third_branch):
    give(learner, by=secretary)
    with pytest.raises(Forbidden):
        give(peer, Role.INSTRUCTOR, by=secretary)
    with pytest.raises(Forbidden):
        give(peer, Role.BRANCH_SECRETARY, by=secretary)
    with pytest.raises(Forbidden):
        give(peer, place=third_branch, by=secretary)


def test_a_secretary_does_not_appoint_people_of_other_branches(give, secretary, outsider):
    with pytest.raises(NotFound):
        give(outsider, by=secretary)


@pytest.mark.parametrize("role", [Role.HOST, Role.REVIEWER, Role.BRANCH_SECRETARY])
def test_nobody_appoints_herself(give, officer, role):
    with pytest.raises(NotToOneself):
        give(officer, role)


def test_a_duplicate_of_oneself_is_oneself(give, officer, learner):
    Member.objects.filter(pk=learner.pk).update(stands_for=officer)
    learner.refresh_from_db()
    with pytest.raises(NotToOneself):
        give(learner)


def test_an_office_of_another_person_is_no_licence(give, officer, secretary, learner, second_branch, at):
    borrowed = Act(member=secretary, at=at, office_id=officer.offices.get().pk)
    with pytest.raises(Forbidden):
        appoint(member=learner, organisation=second_branch, role=Role.INSTRUCTOR, on=TODAY, act=borrowed)


def test_an_ended_office_is_no_licence(give, officer, learner):
    Office.objects.filter(member=officer).update(ends_on=TODAY)
    with pytest.raises(Forbidden):
        give(learner)


def test_the_same_office_is_not_given_twice_at_one_time(give, learner):
    give(learner, ends_on=date(2027, 1, 1))
    with pytest.raises(OfficeHeldAlready):
        give(learner, on=date(2026, 12, 31))
    give(learner, on=date(2027, 1, 1))


def test_who_has_left_and_whose_record_stands_for_another_takes_no_office(give, learner, peer):
    Member.objects.filter(pk=learner.pk).update(status="left")
    Member.objects.filter(pk=peer.pk).update(stands_for=learner)
    with pytest.raises(NotInService):
        give(learner)
    with pytest.raises(NotInService):
        give(peer, by=None)
    with pytest.raises(NotFound):
        give(peer)


def test_a_closed_organisation_takes_nobody(give, learner, second_branch):
    second_branch.closed_on = TODAY
    second_branch.save()
    with pytest.raises(OrganisationClosed):
        give(learner)


def test_no_office_outlasts_a_place_that_was_closed(give, act_of, officer, learner, second_branch):
    office = give(learner)
    Organisation.objects.filter(pk=second_branch.pk).update(closed_on=TODAY + timedelta(days=9))
    act = act_of(officer, Role.HOST, second_branch)
    with pytest.raises(OrganisationClosed):
        give(learner, Role.REVIEWER, ends_on=TODAY + timedelta(days=10))
    ended = end_office(office=office, on=TODAY + timedelta(days=1), act=act)
    with pytest.raises(OrganisationClosed):
        change_dates(office=ended, starts_on=TODAY, ends_on=None, act=act)
    longer = change_dates(office=ended, starts_on=TODAY, ends_on=TODAY + timedelta(days=9), act=act)
    assert longer.ends_on == TODAY + timedelta(days=9)


def test_ending_is_audited_and_told(give, act_of, officer, learner, second_branch):
    office = give(learner)
    later = TODAY + timedelta(days=30)
    end_office(office=office, on=later, act=act_of(officer, Role.HOST, second_branch))
    assert timeline(learner) == [("appointed", TODAY), ("dismissed", later)]
    assert AuditEntry.objects.filter(action="office.ended", office_id=officer.offices.get().pk).count() == 1
    with pytest.raises(OfficeOver):
        end_office(office=office, on=later + timedelta(days=1), act=act_of(officer, Role.HOST, second_branch))


def test_an_office_given_by_mistake_is_taken_back_on_its_first_day(give, act_of, officer, learner, second_branch, at):
    office = give(learner)
    act = act_of(officer, Role.HOST, second_branch)
    with pytest.raises(OfficeDatesOutOfOrder):
        end_office(office=office, on=TODAY - timedelta(days=1), act=act)
    ended = end_office(office=office, on=TODAY, act=act)
    assert ended.was_taken_back
    assert authority_of(learner, at=at).grants == ()
    give(learner)


def test_dates_are_corrected_and_an_ended_office_goes_on(give, act_of, officer, learner, second_branch):
    office = give(learner)
    act = act_of(officer, Role.HOST, second_branch)
    end_office(office=office, on=TODAY + timedelta(days=1), act=act)
    change_dates(office=office, starts_on=TODAY - timedelta(days=3), ends_on=None, act=act)
    assert timeline(learner) == [("appointed", TODAY - timedelta(days=3))]
    assert MemberEvent.objects.filter(member=learner, undone_at__isnull=False).count() == 2


def test_nobody_makes_her_own_office_last_longer(act_of, officer, college):
    own = officer.offices.get()
    act = act_of(officer, Role.COMMITTEE_OFFICER, college)
    change_dates(office=own, starts_on=own.starts_on, ends_on=date(2027, 6, 1), act=act)
    for starts_on, ends_on in ((own.starts_on, date(2027, 6, 2)), (own.starts_on, None), (date(2000, 1, 1), None)):
        with pytest.raises(NotToOneself):
            change_dates(office=own, starts_on=starts_on, ends_on=ends_on, act=act)


def test_a_hand_over_ends_one_and_begins_the_other_on_the_same_day(act_of, officer, secretary, peer, second_branch):
    act = act_of(officer, Role.BRANCH_SECRETARY, second_branch)
    before = secretary.offices.get()
    after = hand_over(office=before, successor=peer, on=TODAY, act=act)
    before.refresh_from_db()
    assert (before.ends_on, after.starts_on, after.follows) == (TODAY, TODAY, before)
    assert (after.organisation, after.role, after.member) == (second_branch, Role.BRANCH_SECRETARY, peer)
    assert timeline(secretary)[-1] == ("dismissed", TODAY)
    assert timeline(peer) == [("appointed", TODAY)]


def test_a_hand_over_that_fails_has_ended_nothing(act_of, officer, secretary, second_branch):
    act = act_of(officer, Role.BRANCH_SECRETARY, second_branch)
    with pytest.raises(NotToOneself):
        hand_over(office=secretary.offices.get(), successor=officer, on=TODAY, act=act)
    assert secretary.offices.get().ends_on is None


class TestAdministrators:
    @pytest.fixture
    def guard(self, make_member, third_branch, college) -> Member:
        return make_member("韩冬", third_branch, Role.SECURITY_ADMINISTRATOR, at_organisation=college)

    def test_the_security_administrator_appoints_the_other_two(self, give, guard, learner, peer, college):
        give(learner, Role.SYSTEM_ADMINISTRATOR, college, by=guard)
        give(peer, Role.AUDIT_ADMINISTRATOR, college, by=guard)

    def test_she_appoints_neither_herself_nor_another_of_her_kind(self, give, guard, learner, college):
        with pytest.raises(NotToOneself):
            give(guard, Role.AUDIT_ADMINISTRATOR, college, by=guard)
        with pytest.raises(Forbidden):
            give(learner, Role.SECURITY_ADMINISTRATOR, college, by=guard)

    @pytest.mark.parametrize("role", ["system_administrator", "security_administrator", "audit_administrator"])
    def test_an_officer_appoints_none_of_them(self, give, learner, college, role):
        with pytest.raises(Forbidden):
            give(learner, role, college)

    def test_they_work_at_the_root_alone(self, give, guard, learner, economics, second_branch):
        with pytest.raises(Forbidden):
            # Her own office lies at the root, and so does its reach; the place is refused all the same.
            give(learner, Role.SECURITY_ADMINISTRATOR, economics, by=guard)
        with pytest.raises(AdministratorsAtTheRoot):
            give(learner, Role.AUDIT_ADMINISTRATOR, second_branch, by=guard)

    def test_two_roles_never_meet_in_one_person_however_they_are_dated(self, give, guard, learner, college):
        give(learner, Role.SYSTEM_ADMINISTRATOR, college, by=guard, ends_on=date(2027, 1, 1))
        for on, ends_on in ((TODAY, None), (date(2026, 12, 31), date(2028, 1, 1)), (date(2026, 1, 1), None)):
            with pytest.raises(AdministratorsExclude):
                give(learner, Role.AUDIT_ADMINISTRATOR, college, by=guard, on=on, ends_on=ends_on)
        give(learner, Role.AUDIT_ADMINISTRATOR, college, by=guard, on=date(2027, 1, 1))

    def test_another_office_beside_is_allowed(self, give, guard, secretary, college):
        give(secretary, Role.AUDIT_ADMINISTRATOR, college, by=guard)
        assert secretary.offices.count() == 2
