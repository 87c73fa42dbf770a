"""The way through the pages, as an officer takes it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from school.importing.models import BatchState, ImportBatch
from school.importing.services.starting import confirm_columns
from school.importing.services.working import work_on_import
from school.organisation.models import Member
from tests.importing.sheets_of import checked, started, workbook

HEAD = ["学工号", "姓名", "支部", "人员类别", "政治面貌", "手机", "血型"]
ROWS = [
    ["0071", "王一", "经管第二党支部", "学生", "积极分子", "13800000001", "A"],
    ["0072", "王二", "没有这个支部", "学生", "积极分子", "", "B"],
]

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client_of, officer):
    with override("en"):
        client = client_of(officer)
        client.cookies["school_language"] = "en"
        yield client


def upload(client, college, data: bytes, **fields):
    sheet = SimpleUploadedFile("C:\\名册\\people.xlsx", data)
    said = {"kind": "members", "organisation": college.public_id, "file": sheet, "reason": "autumn"} | fields
    return client.post(reverse("importing:new_import"), said)


def test_file_columns_check_apply_undo(client, college, second_branch, officer, django_capture_on_commit_callbacks):
    response = upload(client, college, workbook(HEAD, ROWS))
    batch = ImportBatch.objects.get()
    assert response.url == reverse("importing:columns", args=[batch.public_id])
    assert batch.file_name == "people.xlsx"
    page = client.get(response.url)
    assert "血型" in page.content.decode()
    chosen = {code: str(place) for code, place in batch.mapping.items()}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(response.url, chosen)
    here = reverse("importing:batch", args=[batch.public_id])
    page = client.get(here).content.decode()
    assert "没有这个支部" in page
    assert not Member.objects.filter(number="0071").exists()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("importing:apply", args=[batch.public_id]))
    assert Member.objects.filter(number="0071").exists()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("importing:undo", args=[batch.public_id]))
    batch.refresh_from_db()
    assert (batch.state, batch.rows_kept) == (BatchState.UNDONE, 0), (
        batch.rows.exclude(undo_reason="").get().undo_reason
    )
    assert not Member.objects.filter(number="0071").exists()
    assert client.get(here).status_code == 200


def test_a_file_that_is_no_sheet_is_refused_at_its_field(client, college):
    response = upload(client, college, b"%PDF-1.7")
    assert response.status_code == 422
    assert "no sheet" in response.content.decode()
    assert not ImportBatch.objects.exists()


def test_corrected_columns_are_remembered_for_the_next_sheet(client, college, second_branch, act):
    data = workbook(["学工号", "姓名", "支部", "代号"], [["1", "王", "经管第二党支部", "13800000001"]])
    first = started(data, kind="members", root=college, act=act)
    assert "phone" not in first.mapping
    confirm_columns(batch=first, mapping=first.mapping | {"phone": 3}, act=act)
    assert started(data, kind="members", root=college, act=act).mapping["phone"] == 3


def test_a_column_cannot_mean_two_things(client, college, second_branch, act):
    batch = started(workbook(HEAD, ROWS), kind="members", root=college, act=act)
    response = client.post(
        reverse("importing:columns", args=[batch.public_id]), {"number": "0", "name": "0", "organisation": "2"}
    )
    assert "chosen twice" in response.content.decode()


def test_the_errors_come_as_a_workbook_that_can_be_imported_when_corrected(client, college, second_branch, act):
    batch = checked(workbook(HEAD, ROWS), kind="members", root=college, act=act)
    response = client.get(reverse("importing:error_rows", args=[batch.public_id]))
    again = checked(response.content, kind="members", root=college, act=act)
    assert (again.rows_new, again.rows_error) == (0, 1)


def test_giving_up_leaves_nothing(client, college, second_branch, act):
    batch = checked(workbook(HEAD, ROWS), kind="members", root=college, act=act)
    client.post(reverse("importing:cancel", args=[batch.public_id]))
    batch.refresh_from_db()
    assert (batch.state, batch.rows.count()) == (BatchState.CANCELLED, 0)
    late = client.post(reverse("importing:apply", args=[batch.public_id]), follow=True)
    assert "moved on" in late.content.decode()


def test_progress_is_told(client, college, second_branch, act):
    batch = started(workbook(HEAD, ROWS), kind="members", root=college, act=act)
    confirm_columns(batch=batch, mapping=batch.mapping, act=act)
    told = client.get(reverse("importing:batch_progress", args=[batch.public_id])).json()
    assert told == {"state": "reading", "percent": 0, "rows": 0}
    work_on_import(batch_id=batch.pk)
    assert client.get(reverse("importing:batch_progress", args=[batch.public_id])).json()["state"] == "checked"


@pytest.mark.parametrize("many", [3, 60])
def test_pages_ask_a_constant_number_of_queries(
    client, college, second_branch, act, many, django_assert_max_num_queries
):
    rows = [[f"9{line:04}", "王一", "经管第二党支部", "学生", "积极分子", "", "A"] for line in range(many)]
    batch = checked(workbook(HEAD, rows), kind="members", root=college, act=act)
    for _copy in range(many // 3):
        started(workbook(HEAD, rows), kind="members", root=college, act=act)
    for address in (
        reverse("importing:imports"),
        reverse("importing:batch", args=[batch.public_id]),
        reverse("importing:exports"),
        reverse("importing:new_import"),
    ):
        with django_assert_max_num_queries(12):
            client.get(address)
