"""Of 2,400 lines sixty are spoiled, in ways drawn by a seed: exactly these are reported, the others arrive."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from datetime import timedelta

import pytest

from school.importing.models import ImportRow
from school.organisation.models import BuiltInKind, Member, MemberEvent, Organisation
from school.organisation.services.aliasing import join_records
from school.organisation.services.founding import found_organisation
from school.policies.services.setting import set_policy
from tests.importing.generator import FAULTS, Register, draw_sheet
from tests.importing.sheets_of import apply, checked, faults

ROWS, SPOILED = 2400, 60
SEED = os.environ.get("IMPORT_SEED", "")

pytestmark = [pytest.mark.django_db, pytest.mark.pg]


@pytest.fixture
def register(
    make_member, economics, engineering, second_branch, third_branch, foreign_branch, outsider, act, security
) -> Register:
    branch = BuiltInKind.BRANCH
    closed = found_organisation(parent=economics, kind=branch, name="经管旧党支部")
    Organisation.objects.filter(pk=closed.pk).update(closed_on=act.today - timedelta(days=9))
    for above in ("甲", "乙"):
        general = found_organisation(parent=economics, kind=BuiltInKind.BRANCH, name=f"经管{above}党支部")
        found_organisation(parent=general, kind=BuiltInKind.GROUP, name="第一党小组")
    phones, emails = ("13911112222", "13911112223"), ("taken@example.org", "too@example.org")
    known = [
        make_member("已在册", second_branch, phone=phone, email=email)
        for phone, email in zip(phones, emails, strict=True)
    ]
    doubles = [make_member("已在册", second_branch) for _one in known]
    for double, canonical in zip(doubles, known, strict=True):
        join_records(alias=double, canonical=canonical, act=replace(act, reason="the same person"))
    set_policy(
        key="organisation.identity_matching",
        value=True,
        member=security,
        office_id=security.offices.get().pk,
        reason="test",
        at=act.at,
    )
    return Register(
        branches=(
            second_branch.name,
            third_branch.name,
            third_branch.short_name,
            f"{economics.name}/{second_branch.name}",
        ),
        foreign_branch=foreign_branch.name,
        closed_branch=closed.name,
        ambiguous_branch="第一党小组",
        foreign_numbers=(outsider.number, security.number),
        merged_numbers=tuple(double.number for double in doubles),
        taken_phones=phones,
        taken_emails=emails,
        today=act.today,
    )


@pytest.fixture
def security(make_member, foreign_branch, college) -> Member:
    return make_member("安全员", foreign_branch, "security_administrator", at_organisation=college)


@pytest.mark.parametrize(("seed", "is_workbook"), [("spring", True), ("autumn", False), (SEED or "winter", True)])
def test_exactly_the_planted_faults_are_reported_and_the_clean_rows_arrive(register, economics, act, seed, is_workbook):
    sheet = draw_sheet(seed, register, rows=ROWS, faults=SPOILED, is_workbook=is_workbook)
    assert len(set(sheet.kinds.values())) >= 20
    before = Member.objects.count()
    batch = checked(sheet.data, kind="members", root=economics, act=act)
    found = faults(batch)
    wrong = {
        line: (sheet.kinds.get(line), found.get(line), sheet.expected.get(line))
        for line in found | sheet.expected
        if found.get(line) != sheet.expected.get(line)
    }
    assert not wrong
    assert (batch.rows_new, batch.rows_error) == (ROWS - SPOILED, SPOILED)
    assert Member.objects.count() == before, "a dry run writes nothing"
    batch = apply(batch, act)
    assert (batch.state, batch.rows_applied) == ("applied", ROWS - SPOILED)
    arrived = set(Member.objects.filter(number__in=sheet.numbers_of_the_clean).values_list("number", flat=True))
    assert arrived == set(sheet.numbers_of_the_clean)
    assert Member.objects.count() == before + ROWS - SPOILED
    events = MemberEvent.objects.count()
    again = checked(sheet.data, kind="members", root=economics, act=act)
    assert (again.rows_same, again.rows_error) == (ROWS - SPOILED, SPOILED)
    assert faults(again) == sheet.expected
    assert MemberEvent.objects.count() == events


@pytest.mark.parametrize("kind", FAULTS)
def test_each_kind_of_fault_is_found_by_itself(register, economics, act, kind, monkeypatch):
    monkeypatch.setattr("tests.importing.generator.FAULTS", {kind: FAULTS[kind]})
    sheet = draw_sheet(kind, register, rows=6, faults=1, is_workbook=random.Random(kind).random() < 0.5)
    assert faults(checked(sheet.data, kind="members", root=economics, act=act)) == sheet.expected


def test_no_id_number_is_kept_in_the_clear(register, economics, act):
    sheet = draw_sheet("clear", register, rows=20, faults=4, is_workbook=False)
    apply(checked(sheet.data, kind="members", root=economics, act=act), act)
    identities = [line.split(",")[15] for line in sheet.data.decode(errors="replace").splitlines()[1:]]
    kept = str(list(ImportRow.objects.values_list("data", "before", "after", "errors")))
    assert not [number for number in identities if len(number) > 10 and number in kept]
