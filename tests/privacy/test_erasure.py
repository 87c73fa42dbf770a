"""After an erasure no table outside the list of what stays holds her name, number, phone or address."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from progress.models import LedgerEntry
from realtime.models import EventKind, RoomEvent
from school.accounts.factors import has_factor
from school.audit.models import AuditEntry
from school.notices.models import Notice
from school.organisation.acting import Act
from school.organisation.models import Affiliation, Member, MemberEvent, MemberEventKind, Office
from school.organisation.services.joining import affiliate
from school.policies.services.setting import set_policy
from school.privacy.errors import NotErasable, PurposeMissing
from school.privacy.exports import open_export
from school.privacy.models import ExportKind, LookedAt, LookKind
from school.privacy.registry import ErasureRule, personal_data
from school.privacy.services.downloading import ask_for_own_data, make_own_file
from school.privacy.services.erasing import erasable_from, erase, foretell
from school.privacy.services.looking import record_look
from tests.accounts.confirming import confirm, give_factor
from tests.contracts.world import build_world
from tests.privacy.canaries import tables_that_hold

pytestmark = pytest.mark.django_db

NAME, NUMBER, PHONE, EMAIL = "金丝雀离校生", "YQLEFT0001", "13977770001", "canary-left@example.edu"
CANARIES = (NAME, NUMBER, PHONE, EMAIL)
YEARS_AGO = timedelta(days=4 * 365)


def leave(member: Member, day: date) -> None:
    """As if the last affiliation and office of any record of hers had ended that day."""
    for table in (Affiliation, Office):
        rows = table.objects.filter(member__in=Member.objects.identities(member.pk))
        rows.filter(starts_on__gte=day).delete()
        rows.update(ends_on=day)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once; what a test does to it is undone after the test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


@pytest.fixture
def guard(world):
    return world.people["security_administrator"]


@pytest.fixture
def gone(world, client_of):
    """The learner of the world, who studied, spoke, signed in, was looked at and exported, and left four years ago."""
    at = timezone.now()
    member, secretary = Member.objects.get(pk=world.people["learner"].pk), world.people["secretary"]
    member.number, member.phone, member.email, member.name = NUMBER, PHONE, EMAIL, NAME
    member.save()
    client_of(member).get("/my-data/")
    if not has_factor(member):
        give_factor(member)
    office = Office.objects.get(member=secretary)
    act = Act(member=secretary, at=at, office_id=office.pk, reason="核对")
    open_export(act=act, kind=ExportKind.STUDY, paths=[office.organisation.path], rows=1, member_ids=[member.pk])
    record_look(
        member_ids=[member.pk],
        looker=secretary,
        office_id=office.pk,
        kind=LookKind.REVEAL,
        what=LookedAt.PHONE,
        reason=f"{NAME}来电",
        at=at,
    )
    make_own_file(public_id=ask_for_own_data(member=member, language="zh-hans", at=at).public_id, at=at)
    MemberEvent.objects.create(
        member=member, kind=MemberEventKind.NAMED, on=date(2020, 1, 1), at=at, payload={"name": NAME}, reason=PHONE
    )
    facts = {"kind": "test", "object_kind": "member", "object_id": member.public_id, "facts": {"name": NAME}}
    Notice.objects.create(member=secretary, at=at, **facts)
    leave(member, timezone.localdate(at) - YEARS_AGO)
    return member


def act_of(guard, reason="保存期满"):
    return Act(member=guard, at=timezone.now(), office_id=Office.objects.get(member=guard).pk, reason=reason)


@pytest.mark.pg
def test_no_table_that_should_forget_her_holds_a_word_of_hers(gone, guard):
    before = tables_that_hold(CANARIES)
    assert {"organisation.Member", "organisation.MemberEvent", "notices.Notice", "privacy.Look"} <= set(before)
    erase(act=act_of(guard), member_id=gone.pk, public_id=gone.public_id)
    kept = {entry.model for entry in personal_data() if entry.erasure.rule == ErasureRule.KEEP}
    forgetting = {entry.model for entry in personal_data() if entry.erasure.rule != ErasureRule.KEEP}
    after = tables_that_hold(CANARIES)
    assert set(after) <= kept - forgetting, after


def test_what_is_deleted_is_deleted_and_what_stays_stays(gone, guard):
    hours = LedgerEntry.objects.filter(member=gone).count()
    outcomes = erase(act=act_of(guard), member_id=gone.pk, public_id=gone.public_id)
    for outcome in outcomes:
        if outcome.rule == ErasureRule.DELETE:
            assert not outcome.entry.table.filter(outcome.entry.of(gone.pk)).exists(), outcome.entry.model
    assert hours
    assert LedgerEntry.objects.filter(member=gone).count() == hours
    gone.refresh_from_db()
    assert (gone.name, gone.phone, gone.email, gone.is_active) == ("—", "", "", False)
    assert not gone.check_password("a long enough pass phrase")
    said = RoomEvent.objects.filter(member=gone, kind=EventKind.MESSAGE).values_list("payload", flat=True)
    assert list(said) == [{"text": "—"}]


@pytest.mark.pg
def test_the_sealed_ledger_and_audit_still_verify(gone, guard):
    erase(act=act_of(guard), member_id=gone.pk, public_id=gone.public_id)
    call_command("verify_chains")


def test_the_act_is_audited_with_counts_and_no_words(gone, guard):
    erase(act=act_of(guard), member_id=gone.pk, public_id=gone.public_id)
    entry = AuditEntry.objects.get(action="member.erased")
    assert (entry.actor_id, entry.subject_id, entry.reason) == (guard.public_id, gone.public_id, "保存期满")
    assert entry.details["anonymise"]["organisation.Member"] == len(Member.objects.identities(gone.pk))
    assert not any(word in str(entry.details) for word in CANARIES)


def test_a_second_record_of_the_same_person_goes_too(gone, guard, world):
    double = Member.objects.get(pk=world.people["peer"].pk)
    double.stands_for = gone
    double.save()
    leave(double, timezone.localdate() - YEARS_AGO)
    erase(act=act_of(guard), member_id=gone.pk, public_id=gone.public_id)
    double.refresh_from_db()
    assert double.name == "—"


def test_who_has_not_left_long_enough_stays(gone, guard):
    leave_day = timezone.localdate() - timedelta(days=10)
    leave(gone, leave_day)
    assert erasable_from(member_ids=[gone.pk])[gone.pk] == leave_day + timedelta(days=1095)
    with pytest.raises(NotErasable):
        erase(act=act_of(guard), member_id=gone.pk, public_id=gone.public_id)
    set_policy(key="retention.erasure_days", value=9, member=guard, office_id=None, reason="试行", at=timezone.now())
    assert erase(act=act_of(guard), member_id=gone.pk, public_id=gone.public_id)


def test_who_came_back_stays(gone, guard, world):
    affiliate(
        member=gone,
        organisation=Office.objects.get(member=world.people["secretary"]).organisation,
        on=timezone.localdate(),
    )
    assert gone.pk not in erasable_from(member_ids=[gone.pk])
    with pytest.raises(NotErasable):
        erase(act=act_of(guard), member_id=gone.pk, public_id=gone.public_id)


def test_without_a_reason_nobody_is_erased(gone, guard):
    with pytest.raises(PurposeMissing):
        erase(act=act_of(guard, reason=" "), member_id=gone.pk, public_id=gone.public_id)


def test_the_preview_says_what_the_erasure_does(gone, guard):
    foretold = {(one.entry.model, one.entry.fields): one.rows for one in foretell(member_id=gone.pk)}
    done = erase(act=act_of(guard), member_id=gone.pk, public_id=gone.public_id)
    assert {(one.entry.model, one.entry.fields): one.rows for one in done if one.rows}.keys() >= foretold.keys() - {
        ("audit.AuditEntry", ())
    }


def test_pages_two_steps_and_only_for_the_security_administrator(gone, guard, world, client_of):
    client = confirm(client_of(guard), guard)
    assert NAME in client.get("/administration/erasures/").content.decode()
    page = f"/administration/erasures/{gone.public_id}/"
    assert NAME in client.get(page).content.decode()
    wrong = client.post(page, {"reason": "保存期满", "number": "YQ0000002"})
    assert wrong.status_code == 422
    assert Member.objects.get(pk=gone.pk).name == NAME
    assert client.post(page, {"reason": "保存期满", "number": NUMBER}).status_code == 302
    assert Member.objects.get(pk=gone.pk).name == "—"
    assert client.get(page).status_code == 404
    officer = world.people["officer"]
    assert confirm(client_of(officer), officer).get("/administration/erasures/").status_code == 403
