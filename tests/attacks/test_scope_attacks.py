"""Ways beyond one's own reach: by what was checked before somebody moved, by a colleague's file, by an office lost."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from progress.views.listing import csv_response
from school.importing.services.exporting import ask_for_export
from school.importing.services.working import work_on_export
from school.importing.sheets.cells import harmless, unharmed
from school.organisation.acting import Act
from school.organisation.models import Member, Office, Role
from school.organisation.services.joining import affiliate, appoint
from tests.accounts.confirming import confirm, give_factor
from tests.importing.sheets_of import apply, checked, faults, workbook

pytestmark = pytest.mark.django_db
ADDRESSES = ["学工号", "姓名", "支部", "邮箱"]
OFFICES = ["学工号", "组织", "职务", "任职日期"]
MINE = "attacker@example.org"


@pytest.fixture
def later():
    """Fixtures write their timelines by the machine's clock: what is imported must come later."""
    return timezone.now() + timedelta(hours=1)


@pytest.fixture
def organiser(make_member, second_branch, economics) -> Member:
    return make_member("组织员", second_branch, Role.ORGANISER, at_organisation=economics)


def act_of(member: Member, at) -> Act:
    return Act(member, at, office_id=Office.objects.get(member=member).pk, reason="autumn intake")


@pytest.mark.parametrize("role", [Role.SECURITY_ADMINISTRATOR, Role.COMMITTEE_OFFICER])
def test_no_sheet_changes_the_address_of_a_wider_office(organiser, learner, economics, college, later, role):
    rows = workbook(ADDRESSES, [[learner.number, learner.name, "经管第二党支部", MINE]])
    early = checked(rows, kind="members", root=economics, act=act_of(organiser, later))
    appoint(member=learner, organisation=college, role=role, on=timezone.localdate(), by=None)
    late = checked(rows, kind="members", root=economics, act=act_of(organiser, later))
    assert faults(late) == {2: [("email", "account-reaches-further")]}
    assert faults(apply(early, act_of(organiser, later))) == {2: [("email", "account-reaches-further")]}
    learner.refresh_from_db()
    assert learner.email == ""


def test_a_sheet_still_brings_addresses_of_ordinary_people_and_narrower_offices(
    organiser, learner, secretary, economics, later
):
    rows = [[who.number, who.name, "经管第二党支部", f"a{who.pk}@example.org"] for who in (learner, secretary)]
    sheet = checked(workbook(ADDRESSES, rows), kind="members", root=economics, act=act_of(organiser, later))
    assert apply(sheet, act_of(organiser, later)).rows_error == 0
    secretary.refresh_from_db()
    assert secretary.email == f"a{secretary.pk}@example.org"


def test_a_sheet_checked_before_a_move_reaches_nobody_after_it(organiser, learner, economics, foreign_branch, later):
    rows = workbook(ADDRESSES, [[learner.number, learner.name, "经管第二党支部", MINE]])
    batch = checked(rows, kind="members", root=economics, act=act_of(organiser, later))
    affiliate(member=learner, organisation=foreign_branch, on=timezone.localdate())
    assert faults(apply(batch, act_of(organiser, later))) == {2: [("number", "changed-meanwhile")]}
    learner.refresh_from_db()
    assert learner.email == ""


def test_nobody_gives_herself_an_office_by_applying_a_colleagues_sheet(
    officer, make_member, third_branch, college, later
):
    colleague = make_member("同事", third_branch, Role.COMMITTEE_OFFICER, at_organisation=college)
    day = "2026-01-01"
    sheet = workbook(OFFICES, [[colleague.number, college.name, "组织员", day]])
    batch = checked(sheet, kind="offices", root=college, act=act_of(officer, later))
    assert batch.rows_new == 1, faults(batch)
    assert faults(apply(batch, act_of(colleague, later))) == {2: [("number", "own-office")]}
    assert not Office.objects.filter(member=colleague, role=Role.ORGANISER).exists()


def test_a_file_is_not_fetched_after_the_reach_is_lost(client_of, secretary, second_branch):
    now = timezone.now()
    job = ask_for_export(
        kind="members", organisation=second_branch, format_name="csv", language="en", act=act_of(secretary, now)
    )
    work_on_export(job_id=job.pk)
    client = confirm(client_of(secretary), secretary)
    address = f"/exports/{job.public_id}/file"
    assert client.get(address).status_code == 200
    Office.objects.filter(member=secretary).update(ends_on=timezone.localdate(now))
    assert client.get(address).status_code == 404
    assert client.get(f"/exports/{job.public_id}/").status_code == 404


@pytest.mark.parametrize("how", ["appoint", "hand over"])
def test_no_administrator_is_made_from_a_sign_in_without_its_second_factor(
    client_of, make_member, third_branch, college, peer, how
):
    guardian = make_member("安全管理员", third_branch, Role.SECURITY_ADMINISTRATOR, at_organisation=college)
    present = make_member("系统管理员", third_branch, Role.SYSTEM_ADMINISTRATOR, at_organisation=college)
    client = client_of(guardian)
    today = timezone.localdate().isoformat()
    if how == "appoint":
        address = f"/offices/new/?organisation={college.public_id}"
        sent = {"organisation": college.public_id, "role": Role.AUDIT_ADMINISTRATOR, "starts_on": today}
    else:
        address = f"/offices/{present.offices.get().public_id}/hand-over/"
        sent = {"on": today}
    answer = client.post(address, sent | {"q": peer.number, "member": peer.public_id, "reason": "x"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/"), answer["Location"]
    give_factor(guardian)
    stale = client.post(address, sent | {"q": peer.number, "member": peer.public_id, "reason": "x"})
    assert stale["Location"].startswith("/accounts/"), "the factor, shown just now"
    assert not peer.offices.exists()


@pytest.mark.parametrize("start", ["＝", "＋", "－", "＠", "\n", "="])
def test_no_cell_begins_a_formula_in_an_east_asian_spreadsheet_either(start):
    text = f"{start}HYPERLINK(1)"
    assert harmless(text) == f"'{text}"
    assert unharmed(harmless(text)) == text
    sheet = b"".join(csv_response("x.csv", ["a"], [[text]])).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(sheet, newline="")))[1] == [f"'{text}"]


def test_what_a_signed_in_person_sees_is_not_kept_by_anything_in_between(client_of, secretary, learner):
    client = client_of(secretary)
    for address in ("/people/", f"/people/{learner.public_id}/", "/my-data/", "/api/v1/members"):
        assert "private" in client.get(address).headers.get("Cache-Control", ""), address
