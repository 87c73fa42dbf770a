from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from school.organisation.models import Organisation, OrganisationChange, OrganisationEdge
from school.organisation.services.joining import affiliate
from tests.importing.sheets_of import applied, checked, faults, undone, workbook

HEAD = ["组织编号", "组织名称", "简称", "组织类别", "上级组织", "成立日期"]

pytestmark = [pytest.mark.django_db, pytest.mark.pg]


def test_parents_may_stand_anywhere_in_the_file_by_name_path_or_number(college, economics, act):
    rows = [
        ["", "法学第一党支部", "", "党支部", "法学院党总支", "2020-09-01"],
        ["77", "法学院党总支", "法学总支", "党总支", "党委", "2019-09-01"],
        ["", "法学第二党支部", "", "党支部", "77", ""],
        ["", "第一党小组", "", "党小组", "法学院党总支/法学第一党支部", ""],
        ["", "经管第九党支部", "", "党支部", "经济管理学院党总支", ""],
    ]
    batch = applied(workbook(HEAD, rows), kind="organisations", root=college, act=act)
    assert (batch.state, batch.rows_applied) == ("applied", 5), faults(batch)
    group = Organisation.objects.get(name="第一党小组")
    assert group.parent.name == "法学第一党支部"
    assert group.path.startswith(Organisation.objects.get(name="法学院党总支").path)
    assert OrganisationEdge.objects.filter(organisation=group, ends_on=None).count() == 1
    assert OrganisationChange.objects.filter(at=act.at).count() == 5
    again = checked(workbook(HEAD, rows), kind="organisations", root=college, act=act)
    assert again.rows_same == 5, faults(again)


def test_an_organisation_is_renamed_and_the_import_undone(college, economics, second_branch, act):
    Organisation.objects.filter(pk=second_branch.pk).update(founded_on=None)
    rows = [
        [second_branch.public_id, "经管教工党支部", "教工支部", "党支部", "经济管理学院党总支", ""],
        ["", "经管新党支部", "", "党支部", "经济管理学院党总支", ""],
    ]
    batch = applied(workbook(HEAD, rows), kind="organisations", root=college, act=act)
    assert (batch.rows_new, batch.rows_changed, batch.rows_applied) == (1, 1, 2), faults(batch)
    second_branch.refresh_from_db()
    assert second_branch.name == "经管教工党支部"
    batch = undone(batch, replace(act, at=act.at + timedelta(minutes=1)))
    assert (batch.rows_undone, batch.rows_kept) == (2, 0)
    second_branch.refresh_from_db()
    assert second_branch.name == "经管第二党支部"
    assert not Organisation.objects.filter(name="经管新党支部").exists()


def test_a_new_branch_that_somebody_joined_stays_when_the_import_is_undone(college, economics, learner, act):
    rows = [["", "经管新党支部", "", "党支部", "经济管理学院党总支", ""]]
    batch = applied(workbook(HEAD, rows), kind="organisations", root=college, act=act)
    affiliate(member=learner, organisation=Organisation.objects.get(name="经管新党支部"), on=act.today)
    batch = undone(batch, act)
    assert (batch.rows_undone, batch.rows_kept) == (0, 1)
    assert batch.rows.get().undo_reason


def test_rows_that_do_not_fit_the_tree_are_reported(college, economics, engineering, second_branch, act):
    rows = [
        ["", "甲支部", "", "党支部", "乙支部", ""],
        ["", "乙支部", "", "党支部", "甲支部", ""],
        ["", "丙支部", "", "党支部", "不存在的总支", ""],
        ["", "丁总支", "", "党总支", "经管第二党支部", ""],
        ["", "丁下支部", "", "党支部", "丁总支", ""],
        ["", "戊支部", "", "党支队", "经济管理学院党总支", ""],
        [second_branch.public_id, "经管第二党支部", "", "党支部", "信息工程学院党总支", ""],
        ["", "己支部", "", "党支部", "经济管理学院党总支", "2030-01-01"],
        ["", "庚支部", "", "党支部", "经济管理学院党总支", ""],
        ["", "庚支部", "", "党支部", "经济管理学院党总支", ""],
    ]
    batch = checked(workbook(HEAD, rows), kind="organisations", root=college, act=act)
    assert faults(batch) == {
        2: [("parent", "parent-circle")],
        3: [("parent", "parent-circle")],
        4: [("parent", "parent-unknown")],
        5: [("kind", "kind-not-there")],
        6: [("parent", "parent-has-errors")],
        7: [("kind", "kind-unknown")],
        8: [("parent", "parent-differs")],
        9: [("founded_on", "date-in-future")],
        11: [("name", "twice-in-file")],
    }
    assert batch.rows_new == 1


def test_an_import_for_a_part_of_the_tree_knows_nothing_of_the_rest(
    college, economics, engineering, foreign_branch, act
):
    rows = [
        ["", "新支部", "", "党支部", "信息工程学院党总支", ""],
        ["", "新新支部", "", "党支部", engineering.public_id, ""],
    ]
    batch = checked(workbook(HEAD, rows), kind="organisations", root=economics, act=act)
    assert faults(batch) == {2: [("parent", "parent-unknown")], 3: [("parent", "parent-unknown")]}


def test_a_chain_of_rows_longer_than_any_tree_is_refused_row_by_row(college, economics, act):
    rows = [["", f"第{n}组", "", "党小组", f"第{n + 1}组", ""] for n in range(1, 300)]
    batch = checked(workbook(HEAD, rows), kind="organisations", root=college, act=act)
    assert batch.rows_error == len(rows)
