from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from school.audit.models import AuditEntry
from school.organisation.authority import authority_of
from school.organisation.models import Office, Role
from school.organisation.services.joining import appoint
from tests.importing.sheets_of import applied, checked, faults, undone, workbook

HEAD = ["学工号", "姓名", "任职组织", "职务", "任职日期", "免职日期"]

pytestmark = [pytest.mark.django_db, pytest.mark.pg]


def test_offices_are_given_ended_and_taken_back(college, second_branch, learner, secretary, act):
    rows = [
        [learner.number, "周文静", "经管第二党支部", "组织员", "2026-09-01", ""],
        [secretary.number, "", "经管第二支部", "支部书记", "2012-09-01", "2026-10-01"],
    ]
    batch = applied(workbook(HEAD, rows), kind="offices", root=college, act=act)
    assert (batch.rows_new, batch.rows_changed, batch.rows_applied) == (1, 1, 2), faults(batch)
    assert authority_of(learner, at=act.at).grants[0].role == Role.ORGANISER
    assert not authority_of(secretary, at=act.at).grants
    assert AuditEntry.objects.filter(action="office.appointed", subject_id=learner.public_id).exists()
    again = checked(workbook(HEAD, rows), kind="offices", root=college, act=act)
    assert again.rows_same == 2, faults(again)
    batch = undone(batch, replace(act, at=act.at + timedelta(minutes=1)))
    assert (batch.rows_undone, batch.rows_kept) == (2, 0), list(batch.rows.values_list("undo_reason"))
    assert not Office.objects.filter(member=learner).exists()
    assert Office.objects.get(member=secretary).ends_on is None


def test_an_office_in_which_somebody_has_acted_stays(college, second_branch, learner, act):
    rows = [[learner.number, "", "经管第二党支部", "组织员", "2026-09-01", ""]]
    batch = applied(workbook(HEAD, rows), kind="offices", root=college, act=act)
    office = Office.objects.get(member=learner)
    replace(act, member=learner, office_id=office.pk).record("something", subject_kind="x", subject_id="y")
    batch = undone(batch, act)
    assert (batch.rows_kept, batch.rows.get().undo_reason) == (1, "acted-in")


def test_offices_that_may_not_be_given_by_import_are_reported(
    college, economics, second_branch, learner, secretary, officer, outsider, act
):
    appoint(member=learner, organisation=second_branch, role=Role.REVIEWER, on=date(2020, 1, 1), by=None)
    rows = [
        [learner.number, "", "党委", "系统管理员", "2026-09-01", ""],
        [officer.number, "", "经管第二党支部", "支部书记", "2026-09-01", ""],
        [learner.number, "周静文", "经管第二党支部", "组织员", "2026-09-01", ""],
        ["YQ000000", "", "经管第二党支部", "组织员", "2026-09-01", ""],
        [learner.number, "", "经管第二党支部", "大队长", "2026-09-01", ""],
        [learner.number, "", "经管第二党支部", "讲师", "2026-09-01", "2026-08-01"],
        [learner.number, "", "经管第二党支部", "审核员", "2021-01-01", ""],
    ]
    batch = checked(workbook(HEAD, rows), kind="offices", root=college, act=act)
    assert faults(batch) == {
        2: [("role", "role-administrator")],
        3: [("number", "own-office")],
        4: [("name", "name-differs")],
        5: [("number", "member-unknown")],
        6: [("role", "role-unknown")],
        7: [("ends_on", "date-of-office")],
        8: [("starts_on", "office-recorded")],
    }


def test_nobody_outside_the_chosen_part_can_be_named(college, economics, outsider, foreign_branch, act):
    rows = [[outsider.number, "", "经济管理学院党总支", "组织员", "2026-09-01", ""]]
    batch = checked(workbook(HEAD, rows), kind="offices", root=economics, act=act)
    assert faults(batch) == {2: [("number", "member-unknown")]}
