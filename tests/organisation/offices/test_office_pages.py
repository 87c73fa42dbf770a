"""The pages of offices: who holds what, vacancies, appointing, ending, handing over, within one's reach."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from school.audit.models import AuditEntry
from school.organisation.models import Office, Role
from school.organisation.services.joining import appoint
from school.organisation.services.tasking import open_task
from tests.accounts.confirming import confirm, give_factor
from tests.organisation.tasks.asking import ask_for_help, in_english

pytestmark = pytest.mark.django_db
PAGE = 12


@pytest.fixture
def at():
    """Pages read the clock, so these tests live today."""
    return timezone.now()


@pytest.fixture
def today(at):
    return timezone.localdate(at)


@pytest.fixture
def read(client_of, officer):
    def get(address: str = "/offices/", member=officer) -> str:
        response = in_english(client_of(member)).get(address)
        assert response.status_code == 200, address
        return response.text

    return get


def test_an_officer_finds_who_holds_what_and_a_member_finds_her_own(read, secretary, host, foreign_secretary, learner):
    page = read()
    assert all(person.name in page for person in (secretary, host, foreign_secretary))
    own = read(member=host)
    assert "session host" in own and secretary.name not in own
    assert "You hold no office at present" in read(member=learner)


def test_a_secretary_finds_the_offices_of_her_branch_alone(read, secretary, host, foreign_secretary):
    page = read(member=secretary)
    assert host.name in page
    assert foreign_secretary.name not in page


def test_offices_are_found_by_name_role_place_and_time(read, secretary, host, foreign_secretary, second_branch, today):
    assert host.name not in read(f"/offices/?q={secretary.name}")
    assert secretary.name not in read("/offices/?role=host")
    assert foreign_secretary.name not in read(f"/offices/?organisation={second_branch.public_id}")
    Office.objects.filter(member=host).update(ends_on=today)
    Office.objects.filter(member=foreign_secretary).update(starts_on=today + timedelta(days=3))
    assert host.name in read("/offices/?show=past") and host.name not in read()
    assert foreign_secretary.name in read("/offices/?show=coming") and foreign_secretary.name not in read()


def test_branches_without_a_secretary_are_named_with_what_waits_there(
    read, officer, secretary, second_branch, third_branch, foreign_branch, hold_help
):
    page = read("/offices/?show=vacant")
    assert "经管第二支部" not in page
    assert all(str(place) in page for place in (third_branch, foreign_branch))
    Office.objects.filter(member=secretary).delete()
    assert "1 open task waits for the next secretary" in read("/offices/?show=vacant")


@pytest.fixture
def hold_help(secretary, learner, at):
    """A task for the secretary of the second branch."""
    ask_for_help(learner, at=at)


def test_an_office_without_a_holder_is_named_as_soon_as_work_waits_for_it(read, host, second_branch, at):
    said = {"subject_kind": "member", "facts": {"name": "钱多"}, "due_on": None, "at": at}
    for number in range(2):
        open_task(
            kind="help_signing_in", subject_id=str(number), organisation=second_branch, role=Role.ORGANISER, **said
        )
    open_task(kind="help_signing_in", subject_id="held", organisation=second_branch, role=Role.HOST, **said)
    page = read("/offices/?show=vacant")
    assert "organiser · 经管第二支部" in page and "2 open tasks" in page
    assert "session host · 经管第二支部" not in page


def test_somebody_is_appointed_from_the_vacancy_to_the_audit(read, client_of, officer, peer, third_branch, today):
    address = f"/offices/new/?organisation={third_branch.public_id}&role=branch_secretary"
    assert "Nobody can appoint herself" in read(address)
    assert peer.number in read(f"{address}&q={peer.name}")
    said = {"role": "branch_secretary", "q": peer.name, "member": peer.public_id, "starts_on": today.isoformat()}
    made = in_english(client_of(officer)).post(address, said | {"reason": "支部大会选举"})
    office = Office.objects.get(member=peer)
    assert made.url == f"/offices/{office.public_id}/"
    entry = AuditEntry.objects.get(action="office.appointed", subject_id=peer.public_id)
    assert (entry.actor_id, entry.reason, entry.office_id) == (
        officer.public_id, "支部大会选举", officer.offices.get().pk,
    )  # fmt: skip


def test_what_does_not_fit_is_said_on_the_form_and_nothing_is_lost(client_of, officer, secretary, second_branch, today):
    address = f"/offices/new/?organisation={second_branch.public_id}"
    said = {"role": "branch_secretary", "q": secretary.name, "member": secretary.public_id, "starts_on": today}
    page = in_english(client_of(officer)).post(address, said | {"reason": "连任"}).text
    assert "holds this office at that time already" in page
    assert "连任" in page
    page = in_english(client_of(officer)).post(address, said | {"member": ""}).text
    assert "Please choose a person first." in page


def test_a_secretary_appoints_hosts_of_her_branch_and_is_offered_nothing_else(
    read, client_of, secretary, learner, outsider, third_branch, today
):
    page = read(f"/offices/new/?q={learner.name}", member=secretary)
    assert "session host" in page and "instructor" not in page
    assert "Nobody within your reach fits" in read(f"/offices/new/?q={outsider.name}", member=secretary)
    elsewhere = f"/offices/new/?organisation={third_branch.public_id}"
    assert client_of(secretary).get(elsewhere).status_code == 404
    forged = {"role": "instructor", "q": learner.name, "member": learner.public_id, "starts_on": today.isoformat()}
    client_of(secretary).post("/offices/new/", forged)
    assert not Office.objects.filter(member=learner, role=Role.INSTRUCTOR).exists()


def test_the_place_is_searched_where_there_are_several(read, second_branch, third_branch):
    page = read("/offices/new/?place=第二")
    assert "经管第二支部" in page and "经管第三支部" not in page
    assert "No organisation within your reach" in read("/offices/new/?place=没有")


def test_an_office_is_ended_after_saying_what_happens(read, client_of, officer, host, hold_help, secretary, today):
    office = secretary.offices.get()
    address = f"/offices/{office.public_id}/end/"
    assert "1 open task stays with the office" in read(address)
    in_english(client_of(officer)).post(address, {"on": today.isoformat(), "reason": "调离"})
    office.refresh_from_db()
    assert office.ends_on == today
    assert "held this office from" in read(f"/offices/{office.public_id}/")
    assert client_of(secretary).get("/desk/").status_code == 403


def test_an_end_by_mistake_is_undone_by_correcting_the_days(client_of, officer, host, today):
    office = host.offices.get()
    in_english(client_of(officer)).post(f"/offices/{office.public_id}/end/", {"on": today.isoformat(), "reason": ""})
    said = {"starts_on": office.starts_on.isoformat(), "ends_on": "", "reason": "误操作"}
    assert in_english(client_of(officer)).post(f"/offices/{office.public_id}/dates/", said).status_code == 302
    office.refresh_from_db()
    assert office.ends_on is None


def test_her_own_office_may_be_seen_and_not_changed(client_of, secretary):
    office = secretary.offices.get()
    assert client_of(secretary).get(f"/offices/{office.public_id}/").status_code == 200
    for act in ("end", "dates", "hand-over"):
        assert client_of(secretary).get(f"/offices/{office.public_id}/{act}/").status_code == 403


def test_the_security_administrator_appoints_the_other_two_and_is_warned(
    read, client_of, make_member, college, third_branch, secretary, today
):
    guard = make_member("韩冬", third_branch, Role.SECURITY_ADMINISTRATOR, at_organisation=college)
    page = read(f"/offices/new/?q={secretary.name}", member=guard)
    assert "audit administrator" in page and "branch secretary" not in page
    said = {
        "role": "audit_administrator",
        "q": secretary.name,
        "member": secretary.public_id,
        "starts_on": today.isoformat(),
    }
    give_factor(guard)
    client = confirm(in_english(client_of(guard)), guard)
    page = client.post("/offices/new/", said, follow=True).text
    assert "is an administrator and holds another office, too" in page
    page = client.post("/offices/new/", said | {"role": "system_administrator"}).text
    assert "three administrators are three different people" in page


def test_the_first_administrator_is_appointed_by_command(learner, college, second_branch, today, capsys):
    call_command("appoint", learner.number, "security_administrator")
    office = Office.objects.get(member=learner)
    assert (office.organisation, office.starts_on) == (college, today)
    assert AuditEntry.objects.get(action="office.appointed", subject_id=learner.public_id).actor_id == ""
    with pytest.raises(CommandError, match="no member"):
        call_command("appoint", "nobody", "host")
    with pytest.raises(CommandError):
        call_command("appoint", learner.number, "audit_administrator", organisation=second_branch.public_id)
    with pytest.raises(CommandError, match="no such organisation"):
        call_command("appoint", learner.number, "host", organisation="nowhere")


def test_pages_ask_as_much_for_thirty_offices_as_for_one(make_member, second_branch, officer, host, client_of, today):
    client = client_of(officer)
    found = f"/offices/new/?organisation={second_branch.public_id}&role=host&q=王"
    addresses = ("/offices/", "/offices/?show=vacant", f"/offices/{host.offices.get().public_id}/", found)

    def queries(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    make_member("王一", second_branch)
    one = {address: queries(address) for address in addresses}
    for number in range(25):
        make_member(f"王{number}号", second_branch, Role.INSTRUCTOR)
    assert {address: queries(address) for address in addresses} == one
    assert max(one.values()) <= PAGE


def test_an_office_given_in_advance_counts_from_its_day(client_of, officer, learner, second_branch, at, today):
    office = appoint(
        member=learner, organisation=second_branch, role=Role.HOST, on=today + timedelta(days=1), by=officer, at=at
    )
    assert client_of(learner).get("/sessions/new/").status_code == 403
    assert "takes this office on" in in_english(client_of(officer)).get(f"/offices/{office.public_id}/").text
