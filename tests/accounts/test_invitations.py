"""Inviting people who have never signed in, and taking an invitation up."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail
from django.db import close_old_connections
from django.test import Client
from django.utils import timezone

from school.accounts.codes import ALPHABET, digest_of, grouped, new_code, normalised
from school.accounts.errors import SheetAlreadyMade
from school.accounts.links import invitation_token
from school.accounts.models import Invitation, InvitationState, PurposeAcknowledgement
from school.accounts.services.inviting import invite, revoke_invitation
from school.accounts.services.mailing import send_due
from school.audit.models import AuditEntry
from school.organisation.acting import Act
from school.organisation.models import Role
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "Pomelo-47-lantern"
SHEET = "sheet0000001"
CODE = re.compile(r"<code>([2-9A-Z-]{14})</code>")


@pytest.fixture
def newcomer(make_member, second_branch):
    member = make_member("新同志", second_branch, email="new@example.org")
    member.set_unusable_password()
    member.save(update_fields=["password"])
    return member


@pytest.fixture
def now():
    return timezone.now()


def invited(member, secretary, at, *, by_mail: bool = False, sheet: str = SHEET):
    (row,) = invite(members=[member], batch_id=sheet, by_mail=by_mail, act=Act(secretary, at))
    return row


def come_in(client: Client, code: str):
    return client.post("/invitations/", {"code": code})


def choose(client: Client, password: str = NEW_PASSWORD, **fields: str):
    return client.post("/accounts/new-password/", {"password": password, "again": password, "read": "on"} | fields)


def test_codes_are_long_enough_and_hold_no_look_alikes():
    assert len(ALPHABET) == 32
    assert not set("IO01") & set(ALPHABET)
    code = new_code()
    assert len(code) == 12
    assert digest_of(f" {grouped(code).lower()} ") == digest_of(code)
    assert normalised("ｋ7qm—2wxf 9tra") == "K7QM2WXF9TRA"


def test_a_sheet_shows_each_code_once_and_keeps_only_its_digest(client_of, secretary, newcomer, learner):
    client = client_of(secretary)
    page = client.get("/invitations/people/new/").content.decode()
    assert newcomer.name in page
    data = {"sheet": SHEET, "members": [newcomer.public_id, learner.public_id]}
    sheet = client.post("/invitations/people/new/", data).content.decode()
    codes = CODE.findall(sheet)
    assert len(codes) == 2
    assert sheet.count("<svg") == 2
    kept = set(Invitation.objects.values_list("code_digest", flat=True))
    assert kept == {digest_of(code) for code in codes}
    assert not any(code in client.get("/invitations/people/").content.decode() for code in codes)
    again = client.post("/invitations/people/new/", data)
    assert again.status_code == 409
    assert Invitation.objects.count() == 2


def test_an_invitation_is_taken_up_once_with_the_notice_and_signs_in(secretary, newcomer, now):
    row = invited(newcomer, secretary, now)
    client = Client()
    assert come_in(client, grouped(row.code).lower()).headers["Location"] == "/accounts/new-password/"
    page = client.get("/accounts/new-password/").content.decode()
    assert newcomer.name in page
    assert 'name="read"' in page
    assert choose(client, read="").status_code == 422
    assert choose(client).status_code == 302
    assert client.get("/").status_code == 200, "no notice again"
    assert PurposeAcknowledgement.objects.filter(member=newcomer).count() == 1
    newcomer.refresh_from_db()
    assert newcomer.check_password(NEW_PASSWORD)
    assert come_in(Client(), row.code).status_code == 422
    assert AuditEntry.objects.filter(action="invitation.accepted", subject_id=newcomer.public_id).count() == 1


def test_the_link_in_the_mail_opens_the_same_door_and_is_only_read_by_opening_it(secretary, newcomer, now):
    newcomer.language = "en"
    newcomer.save(update_fields=["language"])
    invited(newcomer, secretary, now, by_mail=True)
    assert send_due(at=now) == 1
    (letter,) = mail.outbox
    assert letter.to == ["new@example.org"]
    assert "Dear 新同志" in letter.body
    (path,) = re.findall(r"http://[^/]+(/invitations/link/\S+)", letter.body)
    assert Client().get(path).status_code == 302
    client = Client()
    assert client.get(path).headers["Location"] == "/accounts/new-password/"
    assert choose(client).status_code == 302
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize("how", ["expired", "revoked", "replaced", "accepted before"])
def test_what_is_over_opens_nothing(secretary, newcomer, now, how):
    row = invited(newcomer, secretary, now - timedelta(days=15 if how == "expired" else 0))
    token = invitation_token(row.invitation)
    client = Client()
    if how != "expired":
        assert come_in(client, row.code).status_code == 302
    if how == "revoked":
        revoke_invitation(invitation=row.invitation, act=Act(secretary, now))
    if how == "replaced":
        invited(newcomer, secretary, now, sheet="sheet0000002")
    if how == "accepted before":
        first = Client()
        come_in(first, row.code)
        choose(first)
    assert come_in(Client(), row.code).status_code == 422
    assert Client().get(f"/invitations/link/{token}/").status_code == 404
    assert choose(client).status_code == 404, "also for who came in before it was over"


def test_states_and_their_lists_agree(secretary, newcomer, make_member, second_branch, now):
    rows = {
        InvitationState.WAITING: invited(newcomer, secretary, now, sheet="sheet00000w0"),
        InvitationState.EXPIRED: invited(
            make_member("过期", second_branch), secretary, now - timedelta(days=20), sheet="sheet00000e0"
        ),
    }
    for state, at_column in ((InvitationState.ACCEPTED, "accepted_at"), (InvitationState.REVOKED, "revoked_at")):
        row = invited(make_member(state.value, second_branch), secretary, now, sheet=f"sheet-{state.value}"[:12])
        Invitation.objects.filter(pk=row.invitation.pk).update(**{at_column: now})
        row.invitation.refresh_from_db()
        rows[state] = row
    for state, row in rows.items():
        assert row.invitation.state_at(now) == state
        assert list(Invitation.objects.in_state(state, at=now)) == [row.invitation]


def test_the_same_sheet_cannot_be_made_twice(secretary, newcomer, now):
    invited(newcomer, secretary, now)
    with pytest.raises(SheetAlreadyMade):
        invited(newcomer, secretary, now)


def test_only_people_in_scope_who_never_signed_in_and_hold_no_wider_office_are_offered(
    client_of, secretary, make_member, second_branch, college, outsider, newcomer, peer, now
):
    peer.last_login = now
    peer.save(update_fields=["last_login"])
    make_member("上级", second_branch, Role.COMMITTEE_OFFICER, at_organisation=college)
    make_member("管理", second_branch, Role.SECURITY_ADMINISTRATOR, at_organisation=college)
    page = client_of(secretary).get("/invitations/people/new/").content.decode()
    assert newcomer.name in page
    for name in (outsider.name, peer.name, "上级", "管理"):
        assert name not in page
    data = {"sheet": SHEET, "members": [outsider.public_id]}
    assert client_of(secretary).post("/invitations/people/new/", data).status_code == 422
    assert not Invitation.objects.exists()


def test_strangers_and_members_cannot_touch_an_invitation(
    client_of, secretary, foreign_secretary, learner, newcomer, now
):
    row = invited(newcomer, secretary, now)
    for act in ("again", "revoke"):
        path = f"/invitations/people/{row.invitation.public_id}/{act}/"
        assert client_of(foreign_secretary).get(path).status_code == 404
        assert client_of(learner).get(path).status_code == 404
        assert client_of(secretary).get(path).status_code == 200
    assert client_of(learner).get("/invitations/people/").status_code == 403


def test_a_new_code_ends_the_old_one_and_a_resent_mail_does_not(client_of, secretary, newcomer, now):
    row = invited(newcomer, secretary, now)
    client = client_of(secretary)
    assert client.post(f"/invitations/people/{row.invitation.public_id}/mail/").status_code == 302
    assert come_in(Client(), row.code).status_code == 302
    sheet = client.post(f"/invitations/people/{row.invitation.public_id}/again/", {"sheet": "sheet0000002"})
    (code,) = CODE.findall(sheet.content.decode())
    assert come_in(Client(), row.code).status_code == 422
    assert come_in(Client(), code).status_code == 302


def test_guessing_codes_has_to_queue_beyond_the_ceiling(secretary, newcomer, now, monkeypatch):
    row = invited(newcomer, secretary, now)
    client = Client()
    for _ in range(601):
        come_in(client, new_code())
    waited = [come_in(client, row.code).status_code for _ in range(3)]
    assert waited.count(302) <= 1, "one a second, whoever asks"


def test_somebody_who_left_cannot_take_an_invitation_up(secretary, newcomer, now):
    row = invited(newcomer, secretary, now)
    newcomer.status = "left"
    newcomer.save(update_fields=["status"])
    assert come_in(Client(), row.code).status_code == 422


def test_the_password_of_a_member_who_has_signed_in_is_never_replaced_by_an_invitation(secretary, learner, now):
    learner.last_login = now
    learner.save(update_fields=["last_login"])
    assert invite(members=[learner], batch_id=SHEET, by_mail=True, act=Act(secretary, now)) == []
    assert learner.check_password(PASSWORD)


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
def test_two_who_invite_the_same_people_at_once_leave_one_open_invitation_each(
    secretary, make_member, second_branch, now
):
    people = [make_member(f"学员{number}", second_branch) for number in range(6)]

    def make(number: int) -> list[str]:
        members = people if number % 2 else people[::-1]
        try:
            return [
                row.code
                for row in invite(members=members, batch_id=f"sheet{number:07}", by_mail=False, act=Act(secretary, now))
            ]
        finally:
            close_old_connections()

    with ThreadPoolExecutor(4) as pool:
        codes = [code for sheet in pool.map(make, range(4)) for code in sheet]
    assert len(codes) == 24
    assert Invitation.objects.open().count() == 6


def test_the_list_is_sorted_searched_and_paged(client_of, secretary, make_member, second_branch, now):
    for place, name in enumerate(("丙", "甲", "乙")):
        invited(make_member(name, second_branch), secretary, now + timedelta(seconds=place), sheet=f"sheet{place:07}")

    def names(query: str) -> list[str]:
        page = client_of(secretary).get(f"/invitations/people/?{query}").context["page"]
        return [invitation.member.name for invitation in page]

    assert names("") == ["乙", "甲", "丙"]
    assert names("sort=ends") == ["丙", "甲", "乙"]
    assert names("sort=name") == sorted(("丙", "甲", "乙"))
    assert names("q=甲&sort=nonsense&state=nonsense") == ["甲"]


def test_lists_ask_a_constant_number_of_queries(
    client_of, secretary, make_member, second_branch, now, django_assert_max_num_queries
):
    people = [make_member(f"学员{number}", second_branch, email=f"{number}@example.org") for number in range(60)]
    client = client_of(secretary)
    client.get("/invitations/people/")
    with django_assert_max_num_queries(12):
        assert client.get("/invitations/people/new/").status_code == 200
    invite(members=people, batch_id=SHEET, by_mail=False, act=Act(secretary, now))
    with django_assert_max_num_queries(12):
        page = client.get("/invitations/people/")
    assert page.content.decode().count("学员") >= 50
