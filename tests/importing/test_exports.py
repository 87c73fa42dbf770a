"""What goes out can come in again, opens elsewhere, and starts no formula."""

from __future__ import annotations

import csv
import io

import pytest
from python_calamine import CalamineWorkbook

from school.importing.models import ExportJob, ExportState
from school.importing.services.clearing import expire_exports
from school.importing.services.exporting import ask_for_export
from school.importing.services.storing import read_parts
from school.importing.services.working import work_on_export
from school.importing.templating import write_template
from school.organisation.models import Member
from tests.importing.sheets_of import checked, faults

KINDS = ("members", "organisations", "offices")
DANGEROUS = ("=1+1", "+86", "-1", "@SUM(A1)", "\tx", "\rx", "'=1", "007")

pytestmark = [pytest.mark.django_db, pytest.mark.pg]


def made(kind, root, act, *, format_name="xlsx", language="zh-hans") -> ExportJob:
    job = ask_for_export(kind=kind, organisation=root, format_name=format_name, language=language, act=act)
    work_on_export(job_id=job.pk)
    job.refresh_from_db()
    return job


def content(job: ExportJob) -> bytes:
    return b"".join(read_parts(file=job.file))


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
@pytest.mark.parametrize("format_name", ["xlsx", "csv"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_was_exported_changes_nothing_when_it_is_imported(
    college, learner, secretary, instructor, outsider, officer, act, kind, format_name, language
):
    job = made(kind, college, act, format_name=format_name, language=language)
    assert (job.state, job.rows_written) == (ExportState.READY, job.rows_expected)
    batch = checked(content(job), kind=kind, root=college, act=act)
    assert (batch.rows_same, batch.rows_error) == (job.rows_expected, 0), faults(batch)
    assert batch.rows_new == batch.rows_changed == 0


@pytest.mark.parametrize("format_name", ["xlsx", "csv"])
def test_no_cell_is_taken_for_a_formula_and_zeros_stay(college, learner, act, format_name):
    Member.objects.filter(pk=learner.pk).update(number="007", phone="+8613800138000", name="=HYPERLINK(1)")
    data = content(made("members", college, act, format_name=format_name))
    if format_name == "csv":
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
        assert "'=HYPERLINK(1)" in {row[1] for row in rows if len(row) > 1}
    else:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
        rows = sheet.to_python()
        assert {"=HYPERLINK(1)", "+8613800138000"} <= {cell for row in rows for cell in row}
        assert b"<f>" not in data
    assert "007" in {row[0] for row in rows}


@pytest.mark.parametrize("kind", KINDS)
def test_a_foreign_program_reads_templates_with_their_words(college, tmp_path, kind):
    path = tmp_path / "template.xlsx"
    write_template(path, kind, "xlsx", with_identity=False)
    book = CalamineWorkbook.from_path(str(path))
    first, words = (book.get_sheet_by_index(index).to_python() for index in range(2))
    assert len(first) == 2
    assert len(words) > 3


def test_the_example_of_a_template_can_be_imported(college, second_branch, act, tmp_path):
    path = tmp_path / "template.xlsx"
    write_template(path, "members", "xlsx", with_identity=False)
    batch = checked(path.read_bytes(), kind="members", root=college, act=act)
    assert (batch.rows_new, batch.rows_error) == (1, 0), faults(batch)


def test_the_last_line_says_who_took_the_file_and_what_for(college, learner, act):
    job = made("members", college, act, format_name="csv")
    last = content(job).decode("utf-8-sig").splitlines()[-1]
    assert job.number in last
    assert act.reason in last


def test_the_file_is_gone_after_a_day(college, learner, act):
    job = made("members", college, act)
    assert expire_exports(at=job.expires_at) == 1
    job.refresh_from_db()
    assert (job.state, job.file) == (ExportState.EXPIRED, None)


def test_an_export_holds_nobody_from_elsewhere(college, economics, learner, outsider, act):
    data = content(made("members", economics, act, format_name="csv")).decode()
    assert learner.name in data
    assert outsider.name not in data
    assert outsider.number not in data
