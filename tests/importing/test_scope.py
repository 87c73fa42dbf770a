"""Nothing outside the reach of an import can be touched, nor found out."""

from __future__ import annotations

import pytest

from school.importing.models import ImportBatch
from school.importing.permissions import can_handle
from school.organisation.authority import authority_of
from school.organisation.models import Role
from tests.importing.sheets_of import checked, faults, started, workbook

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


def test_the_phone_of_a_stranger_is_unavailable_without_saying_whose(economics, second_branch, outsider, act):
    outsider.phone = "13900000001"
    outsider.save()
    rows = [["A1", "王一", second_branch.name, "学生", "积极分子", outsider.phone]]
    batch = checked(workbook(HEAD, rows), kind="members", root=economics, act=act)
    assert faults(batch) == {2: [("phone", "phone-unavailable")]}
    assert outsider.number not in str(batch.rows.get().errors)


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
