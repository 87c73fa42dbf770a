"""The same imports from the machine itself."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from school.importing.models import ImportBatch
from school.organisation.models import Member
from tests.accounts.confirming import give_factor
from tests.importing.sheets_of import delimited

HEAD = ["学工号", "姓名", "支部", "人员类别", "政治面貌"]
GOOD, BAD = ["A1", "王一", "经管第二党支部", "学生", "积极分子"], ["A2", "王二", "没有", "学生", "积极分子"]

pytestmark = pytest.mark.django_db


def test_clean_rows_arrive_and_the_others_are_printed(second_branch, tmp_path, capsys):
    path = tmp_path / "people.csv"
    path.write_bytes(delimited(HEAD, [GOOD, BAD]))
    with override("en"):
        call_command("import_members", str(path))
    printed = capsys.readouterr().out
    assert "new 1, changed 0, same 0, errors 1" in printed
    assert "row 3, Branch: Nothing by this name" in printed
    assert Member.objects.filter(number="A1").exists()


def test_a_dry_run_with_errors_fails_and_leaves_nothing(second_branch, tmp_path):
    path = tmp_path / "people.csv"
    path.write_bytes(delimited(HEAD, [GOOD, BAD]))
    with pytest.raises(CommandError):
        call_command("import_members", str(path), "--dry-run")
    assert not Member.objects.filter(number="A1").exists()
    assert ImportBatch.objects.get().state == "cancelled"


def test_offices_need_somebody_who_gives_them(second_branch, tmp_path):
    path = tmp_path / "offices.csv"
    path.write_bytes(b"x")
    with pytest.raises(CommandError, match="--as"):
        call_command("import_offices", str(path))


def test_an_officer_exports_what_she_may_with_a_reason(second_branch, learner, officer, tmp_path):
    give_factor(officer)
    path = tmp_path / "people.csv"
    call_command("export_members", str(path), "--as", officer.number, "--reason", "yearly check")
    assert learner.name in path.read_text(encoding="utf-8-sig")
    with pytest.raises(CommandError):
        call_command("export_members", str(path), "--as", learner.number, "--reason", "curiosity")
