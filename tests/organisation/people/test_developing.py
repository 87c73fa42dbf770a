"""Stages, status, names and numbers change in order, with reasons, and the newest act can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from school.audit.models import AuditEntry
from school.organisation.errors import BeforeTheLastChange, NotInTheFuture, OrganisationClosed
from school.organisation.models import Member, MemberEvent, Office, Role, Stage, Status
from school.organisation.people_errors import (
    AlreadyAffiliated,
    IdentifierTaken,
    NotAName,
    NothingChanges,
    NotTakenBack,
    ReasonNeeded,
    RecordJoined,
)
from school.organisation.services.aliasing import join_records, separate_records
from school.organisation.services.developing import change_category, change_stage, change_status, rename, renumber
from school.organisation.services.joining import affiliate
from school.organisation.services.registering import Person, change_contact, register_member
from school.organisation.services.taking_back import take_back

pytestmark = pytest.mark.django_db
SPRING = date(2026, 3, 1)


@pytest.fixture
def later(act):
    """later(n) → the same office, n minutes on."""
    return lambda minutes: replace(act, at=act.at + timedelta(minutes=minutes))


def test_a_new_member_is_normalised_dated_and_belongs_to_the_branch(register, second_branch):
    member = register(" 阿依古丽 • 买买提 ", stage="probationary", on=SPRING, milestones={"activist": date(2025, 1, 5)})
    assert member.name == "阿依古丽·买买提"
    assert member.affiliation_on(SPRING).organisation == second_branch
    assert not member.has_usable_password()
    stages = MemberEvent.objects.filter(member=member, kind="stage").values_list("on", "payload__stage")
    assert list(stages) == [(date(2025, 1, 5), "activist"), (SPRING, "probationary")]


def test_a_number_in_use_is_refused_without_saying_whose(register, outsider):
    with pytest.raises(IdentifierTaken) as refused:
        register("张伟", number=outsider.number)
    assert outsider.name not in str(refused.value)


@pytest.mark.parametrize("name", ["", "张3", "😀", "  ", "x" * 61])
def test_what_is_no_name_is_refused(register, name):
    with pytest.raises(NotAName):
        register(name)


def test_milestones_that_run_backwards_are_refused(register):
    with pytest.raises(BeforeTheLastChange):
        register("张伟", stage="candidate", milestones={"activist": date(2026, 2, 1), "candidate": date(2026, 1, 1)})


def test_the_next_stage_needs_no_reason_and_a_leap_does(register, act):
    member = register("张伟", on=SPRING)
    change_stage(member=member, stage=Stage.CANDIDATE, on=date(2026, 5, 1), act=replace(act, reason=""))
    with pytest.raises(ReasonNeeded):
        change_stage(member=member, stage=Stage.FULL, on=date(2026, 6, 1), act=replace(act, reason=" "))
    with pytest.raises(ReasonNeeded):
        change_stage(member=member, stage=Stage.ACTIVIST, on=date(2026, 6, 1), act=replace(act, reason=""))


def test_a_stage_never_begins_before_the_one_before_it_or_tomorrow(register, act):
    member = register("张伟", on=SPRING)
    with pytest.raises(BeforeTheLastChange):
        change_stage(member=member, stage=Stage.CANDIDATE, on=SPRING - timedelta(days=1), act=act)
    with pytest.raises(NotInTheFuture):
        change_stage(member=member, stage=Stage.CANDIDATE, on=act.today + timedelta(days=1), act=act)


def test_the_day_of_joining_is_kept_and_restored(register, later):
    member = register("张伟", stage="candidate", on=SPRING)
    joined = change_stage(member=member, stage=Stage.PROBATIONARY, on=date(2026, 7, 1), act=later(1))
    assert joined.joined_on == date(2026, 7, 1)
    take_back(member=member, act=later(2))
    member.refresh_from_db()
    assert (member.stage, member.joined_on) == ("candidate", None)


@pytest.mark.parametrize("status", [Status.LEFT, Status.REMOVED, Status.TRANSFERRED, Status.DECEASED])
def test_who_departs_belongs_nowhere_holds_no_office_and_cannot_sign_in(register, later, second_branch, status):
    member = register("张伟", on=SPRING)
    Office.objects.create(member=member, organisation=second_branch, role=Role.HOST, starts_on=SPRING)
    change_status(member=member, status=status, on=date(2026, 9, 1), act=later(1))
    member.refresh_from_db()
    assert member.affiliation_on(date(2026, 8, 31)) is not None
    assert member.affiliation_on(date(2026, 9, 1)) is None
    assert not member.is_active
    assert not Office.objects.held_on(date(2026, 9, 1)).filter(member=member).exists()


def test_taking_a_departure_back_restores_place_office_and_sign_in(register, later, second_branch):
    member = register("张伟", on=SPRING)
    Office.objects.create(member=member, organisation=second_branch, role=Role.HOST, starts_on=SPRING)
    change_status(member=member, status=Status.LEFT, on=date(2026, 9, 1), act=later(1))
    take_back(member=member, act=later(2))
    member.refresh_from_db()
    assert member.is_active
    assert member.affiliation_on(date(2026, 9, 1)).organisation == second_branch
    assert Office.objects.held_on(date(2026, 9, 1)).filter(member=member).exists()


def test_an_account_that_was_closed_before_the_departure_stays_closed_after_it(register, later):
    member = register("林小满")
    Member.objects.filter(pk=member.pk).update(is_active=False)
    for minute, status in enumerate((Status.LEFT, Status.REMOVED, Status.NORMAL), start=1):
        change_status(member=member, status=status, on=later(minute).today, act=later(minute))
    member.refresh_from_db()
    assert not member.is_active


def test_someone_who_departed_comes_back_by_another_event(register, later):
    member = register("张伟", on=SPRING)
    change_status(member=member, status=Status.SUSPENDED, on=date(2026, 4, 1), act=later(1))
    change_status(member=member, status=Status.LEFT, on=date(2026, 9, 1), act=later(2))
    back = change_status(member=member, status=Status.NORMAL, on=date(2026, 10, 1), act=later(3))
    assert back.is_active
    assert back.affiliation_on(date(2026, 10, 1)) is None


def test_a_changed_name_and_number_are_found_and_a_taken_number_refused(register, later, outsider):
    member = register("张伟", on=SPRING)
    rename(member=member, name="张 维", on=SPRING, act=later(1))
    renumber(member=member, number="ZC-77", on=SPRING, act=later(2))
    assert list(Member.objects.all().found_by("张维 zc77")) == [member]
    with pytest.raises(IdentifierTaken):
        renumber(member=member, number=outsider.number, on=SPRING, act=later(3))
    with pytest.raises(NothingChanges):
        rename(member=member, name="张维", on=SPRING, act=later(4))


def test_a_move_can_be_taken_back_and_only_the_newest_act_is(register, later, third_branch, second_branch):
    member = register("张伟", on=SPRING)
    here = member.affiliations.get()
    affiliate(member=member, organisation=third_branch, on=date(2026, 9, 1), act=later(1), leaving=here)
    take_back(member=member, act=later(2))
    assert member.affiliation_on(date(2026, 9, 1)).organisation == second_branch
    with pytest.raises(NotTakenBack):
        take_back(member=member, act=later(3))


def test_an_acceptance_that_saw_another_place_is_refused(register, later, third_branch, foreign_branch):
    member = register("张伟", on=SPRING)
    here = member.affiliations.get()
    affiliate(member=member, organisation=third_branch, on=date(2026, 9, 1), act=later(1), leaving=here)
    with pytest.raises(AlreadyAffiliated) as refused:
        affiliate(member=member, organisation=foreign_branch, on=date(2026, 9, 2), act=later(2), leaving=here)
    assert str(third_branch) in str(refused.value)


def test_contact_is_changed_without_its_words_in_the_audit(register, act):
    member = register("张伟")
    change_contact(member=member, email="zw@example.org", phone="13900001111", act=act)
    entry = AuditEntry.objects.get(action="member.contact_changed")
    assert entry.details == {"parts": ["email", "phone"]}


def test_every_act_is_audited_with_office_and_reason(register, act, secretary):
    member = register("张伟", on=SPRING)
    change_stage(member=member, stage=Stage.CANDIDATE, on=act.today, act=act)
    entry = AuditEntry.objects.get(action="member.stage")
    assert (entry.actor_id, entry.office_id, entry.reason) == (secretary.public_id, act.office_id, "支部大会决议")
    assert member.name not in str(entry.details)


def test_closed_places_take_nobody(act, second_branch):
    second_branch.closed_on = date(2026, 1, 1)
    second_branch.save()
    person = Person(number="ZC1", name="张伟", category="student", stage="activist")
    with pytest.raises(OrganisationClosed):
        register_member(person=person, organisation=second_branch, on=act.today, act=act)


def test_nothing_is_written_under_a_record_that_stands_for_another(register, act, later, learner, third_branch):
    double = register("周文静", stage="activist", on=SPRING)
    join_records(alias=double, canonical=learner, act=act)
    events = MemberEvent.objects.count()
    for write in (
        lambda: affiliate(member=double, organisation=third_branch, on=act.today, act=act),
        lambda: change_stage(member=double, stage="candidate", on=act.today, act=act),
        lambda: change_category(member=double, category="retired", on=act.today, act=act),
        lambda: change_status(member=double, status="away", on=act.today, act=act),
        lambda: rename(member=double, name="周静", on=act.today, act=act),
        lambda: renumber(member=double, number="ZZ9", on=act.today, act=act),
        lambda: change_contact(member=double, email="x@example.org", phone="", act=act),
        lambda: take_back(member=double, act=act),
    ):
        with pytest.raises(RecordJoined):
            write()
    assert MemberEvent.objects.count() == events
    separate_records(alias=double, act=later(1))
    change_stage(member=Member.objects.get(pk=double.pk), stage="candidate", on=act.today, act=later(2))
