"""Headings are understood by what they mean."""

from __future__ import annotations

import pytest

from school.importing.columns import find_header, ignored, match_headings, missing, signature
from school.importing.fields import FIELDS
from school.importing.planning.vocabularies import heading_labels
from school.importing.sheets.cells import Line

SHEETS = [
    (
        "members",
        (
            "序号 姓名 性别 民族 公民身份号码 出生日期 学历 人员类别 所在党支部 加入党组织日期 "
            "转为正式党员日期 工号 联系电话 家庭住址 党籍状态"
        ),
        "name=1 identity=4 birth_on=5 category=7 organisation=8 joined_on=9 full_on=10 number=11 phone=12 status=14",
    ),
    ("members", "黨員編號 姓名 所屬黨支部 電子郵件 轉正時間", "number=0 name=1 organisation=2 email=3 full_on=4"),
    ("members", "Staff_Number Full-Name Unit E-Mail Mobile", "number=0 name=1 organisation=2 email=3 phone=4"),
    ("members", "学号（必填） 姓　名* 支部名称 手机号码(11位)", "number=0 name=1 organisation=2 phone=3"),
    (
        "organisations",
        "党组织代码 党组织全称 党组织类别 上级党组织名称 成立日期",
        "code=0 name=1 kind=2 parent=3 founded_on=4",
    ),
    (
        "offices",
        "工号 姓名 任职党组织 党内职务 任职时间 免职时间",
        "number=0 name=1 organisation=2 role=3 starts_on=4 ends_on=5",
    ),
]


@pytest.mark.parametrize(("kind", "headings", "meant"), SHEETS)
def test_headings_of_real_sheets_are_understood(kind, headings, meant):
    wanted = {code: int(position) for code, position in (pair.split("=") for pair in meant.split())}
    assert match_headings(kind, headings.split(" ")) == wanted


@pytest.mark.django_db
@pytest.mark.parametrize("kind", FIELDS)
def test_our_own_labels_are_understood_in_every_language(kind):
    labels = heading_labels(kind)
    for language in range(len(next(iter(labels.values())))):
        head = [labels[field.code][language] for field in FIELDS[kind]]
        assert match_headings(kind, head, labels) == {field.code: place for place, field in enumerate(FIELDS[kind])}


def test_a_title_and_a_note_above_the_headings_do_no_harm():
    lines = [
        Line(1, ["云桥学院党员信息表", None, None]),
        Line(2, ["填表日期：2026年", None, None]),
        Line(4, ["学工号", "姓名", "所在支部"]),
        Line(5, ["1", "王", "甲"]),
    ]
    header = find_header("members", lines)
    assert (header.number, header.mapping) == (4, {"number": 0, "name": 1, "organisation": 2})
    assert find_header("members", lines[:2]) is None


def test_a_layout_is_known_again_whatever_its_spaces_and_marks():
    assert signature(["学工号*", " 姓 名"]) == signature(["学工号", "姓名（必填）"])
    assert signature(["学工号", "姓名"]) != signature(["姓名", "学工号"])


def test_what_is_left_over_and_what_is_missing_is_said():
    headings = ["学工号", "姓名", "血型"]
    mapping = match_headings("members", headings)
    assert ignored(headings, mapping) == ["血型"]
    assert [field.code for field in missing("members", mapping)] == ["organisation"]
