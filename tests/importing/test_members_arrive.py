from __future__ import annotations

from datetime import date

import pytest

from school.accounts.models import AccountMail
from school.organisation.models import Affiliation, FormerAddress, Member, MemberEvent
from school.organisation.timeline import replay
from tests.importing.sheets_of import applied, checked, delimited, faults, undone, workbook

HEAD = ["学工号", "姓名", "所在党支部", "人员类别", "发展阶段", "入党时间", "转正时间", "手机号", "备注"]
ROWS = [
    ["YQ900001", "王小明", "经管第二党支部", "学生", "正式党员", "2023年5月4日", "2024.5.4", "13800000001", "x"],
    ["YQ900002", "阿依古丽•买买提", "经管第三支部", "教职工", "预备党员", "2026-03-01", "", "", ""],
]

pytestmark = [pytest.mark.django_db, pytest.mark.pg]


@pytest.mark.parametrize("write", [workbook, delimited])
def test_a_sheet_of_members_becomes_people_with_a_timeline(college, second_branch, third_branch, act, write):
    batch = applied(write(HEAD, ROWS), kind="members", root=college, act=act)
    assert (batch.state, batch.rows_applied, batch.rows_error) == ("applied", 2, 0), faults(batch)
    member = Member.objects.get(number="YQ900001")
    assert (member.joined_on, member.stage, member.phone) == (date(2023, 5, 4), "full", "13800000001")
    assert not member.has_usable_password()
    assert member.affiliation_on(act.today).organisation == second_branch
    state = replay(_events(member), date(2023, 6, 1))
    assert state.stage == "probationary"
    assert replay(_events(member), act.today).organisation_id == second_branch.pk
    other = Member.objects.get(number="YQ900002")
    assert other.name == "阿依古丽·买买提"
    assert Member.objects.get_queryset().found_by("阿依古丽").filter(pk=other.pk).exists()


def _events(member):
    return [_Event(event) for event in MemberEvent.objects.filter(member=member)]


class _Event:
    def __init__(self, event):
        self.kind, self.on, self.payload, self.is_undone = event.kind, event.on, event.payload, bool(event.undone_at)


def test_the_same_file_again_changes_nothing(college, second_branch, third_branch, act):
    data = workbook(HEAD, ROWS)
    applied(data, kind="members", root=college, act=act)
    events = MemberEvent.objects.count()
    again = checked(data, kind="members", root=college, act=act)
    assert (again.rows_same, again.rows_new, again.rows_changed, again.rows_error) == (2, 0, 0, 0), faults(again)
    assert MemberEvent.objects.count() == events


def test_changes_are_applied_and_undone(college, second_branch, third_branch, act, learner):
    rows = [[learner.number, "周文晶", "经管第三支部", "教职工", "", "2020-01-01", "2021-01-01", "13900000000", ""]]
    batch = applied(workbook(HEAD, rows), kind="members", root=college, act=act)
    assert (batch.rows_changed, batch.rows_applied) == (1, 1), faults(batch)
    learner.refresh_from_db()
    assert (learner.name, learner.category, learner.phone) == ("周文晶", "staff", "13900000000")
    assert learner.affiliation_on(act.today).organisation == third_branch
    batch = undone(batch, act)
    assert (batch.state, batch.rows_undone, batch.rows_kept) == ("undone", 1, 0), list(
        batch.rows.values_list("undo_reason", flat=True)
    )
    learner.refresh_from_db()
    assert (learner.name, learner.category, learner.phone) == ("周文静", "student", "")
    assert learner.affiliation_on(act.today).organisation == second_branch
    assert Affiliation.objects.filter(member=learner).count() == 1


def test_an_address_that_an_import_replaces_and_one_that_its_undoing_replaces_are_told(
    college, second_branch, act, learner
):
    Member.objects.filter(pk=learner.pk).update(email="wen@example.org")
    head, row = (
        ["学工号", "姓名", "支部", "邮箱"],
        [learner.number, learner.name, second_branch.name, "zhou@example.org"],
    )
    batch = applied(workbook(head, [row]), kind="members", root=college, act=act)
    assert (batch.rows_changed, batch.rows_applied) == (1, 1), faults(batch)
    undone(batch, act)
    told = FormerAddress.objects.order_by("pk").values_list("email", flat=True)
    assert list(told) == ["wen@example.org", "zhou@example.org"]
    assert AccountMail.objects.count() == 2


def test_undoing_removes_the_new_and_keeps_the_used(college, second_branch, third_branch, act):
    batch = applied(workbook(HEAD, ROWS), kind="members", root=college, act=act)
    used = Member.objects.get(number="YQ900002")
    used.last_login = act.at
    used.save()
    batch = undone(batch, act)
    assert not Member.objects.filter(number="YQ900001").exists()
    assert Member.objects.filter(number="YQ900002").exists()
    assert list(batch.rows.values_list("undo", "undo_reason")) == [("reversed", ""), ("kept", "signed-in")]
