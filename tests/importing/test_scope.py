"""Nothing outside the reach of an import can be touched, nor found out."""

from __future__ import annotations

import pytest

from school.importing.models import ImportBatch
from school.importing.permissions import can_handle
from school.organisation.authority import authority_of
from school.organisation.models import Member, Role
from tests.importing.sheets_of import apply, checked, faults, started, undone, workbook

HEAD = ["学工号", "姓名", "支部", "人员类别", "政治面貌", "手机"]

pytestmark = [pytest.mark.django_db, pytest.mark.pg]


def test_a_foreign_branch_and_one_that_does_not_exist_look_alike(economics, second_branch, foreign_branch, act):
    rows = [
        ["A1", "王一", foreign_branch.name, "学生", "积极分子", ""],
        ["A2", "王二", "没有这个支部", "学生", "积极分子", ""],
        ["A3", "王三", f"信息工程学院党总支/{foreign_branch.name}", "学生", "积极分子", ""],
        ["A4", "王四", foreign_branch.public_id, "学生", "积极分子", ""],
    ]
    batch = checked(workbook(HEAD, rows), kind="members", root=economics, act=act)
    errors = list(batch.rows.values_list("errors", flat=True))
    assert all(error == errors[0] for error in errors), "whatever is foreign reads like what is not there"
    assert errors[0][0]["code"] == "organisation-unknown"


def test_the_number_of_a_stranger_says_nothing_of_her(economics, second_branch, outsider, act):
    rows = [[outsider.number, "冒名", second_branch.name, "学生", "积极分子", ""]]
    batch = checked(workbook(HEAD, rows), kind="members", root=economics, act=act)
    row = batch.rows.get()
    assert faults(batch) == {2: [("number", "number-unavailable")]}
    assert outsider.name not in str([row.errors, row.before, row.after, row.title, row.data])
    assert (row.before, row.after, row.target) == ({}, {}, "")


@pytest.mark.parametrize("column", ["手机", "邮箱"])
def test_a_contact_of_a_stranger_and_one_that_nobody_has_are_checked_alike(
    economics, second_branch, outsider, act, column
):
    taken, free = ("13900000001", "13900000002") if column == "手机" else ("taken@example.org", "other@example.org")
    Member.objects.filter(pk=outsider.pk).update(**{"phone" if column == "手机" else "email": taken})
    head = [*HEAD[:-1], column]
    rows = [[f"A{n}", "王一", second_branch.name, "学生", "积极分子", value] for n, value in enumerate((taken, free))]
    batch = checked(workbook(head, rows), kind="members", root=economics, act=act)
    first, second = batch.rows.order_by("number")
    assert faults(batch) == {}
    assert (first.verdict, first.errors, set(first.after)) == (second.verdict, second.errors, set(second.after))
    batch = apply(batch, act)
    assert (batch.rows_applied, batch.rows_error) == (2, 0)
    kept = dict(
        Member.objects.filter(number__startswith="A").values_list("number", "phone" if column == "手机" else "email")
    )
    assert kept == {"A0": "", "A1": free}
    first, second = batch.rows.order_by("number")
    assert (first.errors, set(first.after), first.applied) == (second.errors, set(second.after), second.applied)
    batch = undone(batch, act)
    assert (batch.rows_undone, batch.rows_kept) == (2, 0)
    assert Member.objects.filter(pk=outsider.pk, **{"phone" if column == "手机" else "email": taken}).exists()


def test_the_contact_of_somebody_within_reach_is_named(economics, second_branch, learner, act):
    Member.objects.filter(pk=learner.pk).update(phone="13900000001")
    rows = [["A1", "王一", second_branch.name, "学生", "积极分子", "13900000001"]]
    batch = checked(workbook(HEAD, rows), kind="members", root=economics, act=act)
    assert faults(batch) == {2: [("phone", "phone-unavailable")]}


def test_the_list_and_the_single_question_agree(
    college, economics, engineering, second_branch, foreign_branch, make_member, officer, secretary, at, act
):
    organiser = make_member("组织员", second_branch, Role.ORGANISER, at_organisation=economics)
    data = workbook(HEAD, [["A1", "王一", "经管第二党支部", "学生", "积极分子", ""]])
    office = workbook(["学工号", "组织", "职务", "任职日期"], [["A1", "经管第二党支部", "组织员", "2026-01-01"]])
    batches = [started(data, kind="members", root=root, act=act) for root in (college, economics, engineering)]
    batches += [started(office, kind="offices", root=root, act=act) for root in (college, economics)]
    for member in (officer, secretary, organiser):
        authority = authority_of(member, at=at)
        listed = set(ImportBatch.objects.handled_by(authority))
        assert listed == {batch for batch in batches if can_handle(authority, batch)}
    assert set(ImportBatch.objects.handled_by(authority_of(organiser, at=at))) == {batches[1]}
    assert not ImportBatch.objects.handled_by(authority_of(secretary, at=at))
