"""Ways to somebody else's account: by her address, by a code kept back, by her name, by guessing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from school.accounts.links import invitation_token
from school.accounts.models import SignInFailure
from school.accounts.naming import member_named
from school.accounts.services.choosing import choose_password
from school.accounts.services.inviting import invite
from school.accounts.services.lockout import admit, place_at
from school.accounts.services.mailing import send_due
from school.accounts.services.recovering import ask_for_mail, ask_secretary, issue_slip
from school.audit.models import AuditEntry
from school.organisation.acting import Act
from school.organisation.authority import authority_of
from school.organisation.models import Member, Role
from school.organisation.people_errors import ContactTaken, IdentifierTaken
from school.organisation.services.correcting import ask_correction
from school.organisation.services.developing import renumber
from school.organisation.services.joining import appoint
from school.organisation.services.registering import change_contact
from school.policies.services.setting import set_policy
from tests.accounts.test_invitations import NEW_PASSWORD, choose, come_in

pytestmark = pytest.mark.django_db
MINE = "attacker@example.org"


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def guardian(make_member, second_branch, college) -> Member:
    """The security administrator, an ordinary member of the attacker's branch, without a second factor yet."""
    return make_member(
        "安全管理员", second_branch, Role.SECURITY_ADMINISTRATOR, at_organisation=college, email="guard@example.org"
    )


@pytest.fixture
def newcomer(make_member, second_branch) -> Member:
    member = make_member("新同志", second_branch, email="new@example.org")
    member.set_unusable_password()
    member.save(update_fields=["password"])
    return member


def code_for(member: Member, secretary: Member, at) -> str:
    return invite(members=[member], batch_id=f"sheet{member.pk:07}", by_mail=False, act=Act(secretary, at))[0].code


@pytest.mark.parametrize("victim", ["guardian", "committee officer", "organiser"])
def test_no_secretary_takes_over_a_wider_office_through_its_address(
    request, client_of, secretary, make_member, second_branch, economics, college, victim
):
    if victim == "guardian":
        member = request.getfixturevalue("guardian")
    elif victim == "organiser":
        member = make_member("组织员", second_branch, Role.ORGANISER, at_organisation=economics)
    else:
        member = make_member("党委干事", second_branch, Role.COMMITTEE_OFFICER, at_organisation=college)
    before = member.email
    page = client_of(secretary).post(f"/people/{member.public_id}/contact/", {"email": MINE, "phone": ""})
    assert page.status_code == 422
    Client().post("/accounts/forgotten/", {"name": member.number})
    send_due(at=timezone.now())
    assert [letter.to for letter in mail.outbox] in ([], [[before]])
    member.refresh_from_db()
    assert member.email == before


def test_what_she_asks_for_herself_is_still_applied_and_ordinary_people_are_still_kept(
    client_of, secretary, guardian, learner, now
):
    client = client_of(secretary)
    assert client.post(f"/people/{learner.public_id}/contact/", {"email": "x@example.org"}).status_code == 302
    task = ask_correction(member=guardian, field="email", value="own@example.org", words="new address", at=now)
    sent = client.post(f"/people/corrections/{task.public_id}/", {"answer": "seen in person", "apply": "1"})
    assert sent.status_code == 302
    guardian.refresh_from_db()
    assert guardian.email == "own@example.org"


@pytest.mark.parametrize("way", ["mail", "password of her own"])
def test_a_code_kept_back_opens_nothing_once_its_owner_has_come_in_otherwise(secretary, newcomer, now, way):
    code = code_for(newcomer, secretary, now)
    if way == "mail":
        choose_password(member=newcomer, password="Her-own-plum-93", how="mail", act=Act(newcomer, now))
    else:
        Member.objects.filter(pk=newcomer.pk).update(last_login=now)
    client = Client()
    assert come_in(client, code).status_code == 422
    assert choose(client).status_code == 404
    newcomer.refresh_from_db()
    assert not newcomer.check_password(NEW_PASSWORD)


def test_the_link_of_an_invitation_ends_with_it(secretary, newcomer, now):
    code_for(newcomer, secretary, now)
    token = invitation_token(newcomer.invitations.get())
    Member.objects.filter(pk=newcomer.pk).update(last_login=now)
    assert Client().get(f"/invitations/link/{token}/").status_code == 404


def test_a_slip_opens_nothing_once_she_has_chosen_a_password_by_mail(secretary, learner, now):
    act = Act(secretary, now, reason="came to my office")
    _slip, code = issue_slip(member=learner, authority=authority_of(secretary, at=now), act=act)
    choose_password(member=learner, password="Her-own-plum-93", how="mail", act=Act(learner, now))
    assert come_in(Client(), code).status_code == 422


@pytest.mark.parametrize("door", ["invitation", "slip"])
@pytest.mark.parametrize("role", [Role.SECURITY_ADMINISTRATOR, Role.COMMITTEE_OFFICER])
def test_a_code_issued_before_an_appointment_does_not_open_the_new_office(
    secretary, newcomer, college, now, door, role
):
    if door == "invitation":
        code = code_for(newcomer, secretary, now)
    else:
        act = Act(secretary, now, reason="came to my office")
        _slip, code = issue_slip(member=newcomer, authority=authority_of(secretary, at=now), act=act)
    client = Client()
    assert come_in(client, code).status_code == 302
    appoint(member=newcomer, organisation=college, role=role, on=timezone.localdate(now), by=None)
    assert choose(client).status_code == 404, "nor by the page that was open already"
    assert come_in(Client(), code).status_code == 422


def test_a_code_still_opens_for_who_becomes_a_host_or_whose_issuer_has_left_her_office(
    secretary, newcomer, second_branch, now
):
    code = code_for(newcomer, secretary, now)
    appoint(member=newcomer, organisation=second_branch, role=Role.HOST, on=timezone.localdate(now), by=None)
    secretary.offices.update(ends_on=timezone.localdate(now) + timedelta(days=1))
    client = Client()
    assert come_in(client, code).status_code == 302
    assert choose(client).status_code == 302


def test_nobody_shadows_the_name_by_which_another_signs_in(secretary, learner, peer, now):
    learner.phone, learner.email = "13900000001", "wen@example.org"
    learner.save()
    act = Act(secretary, now)
    for phone, email in ((learner.number, ""), ("", "Wen@example.org")):
        with pytest.raises(ContactTaken):
            change_contact(member=peer, phone=phone, email=email, act=act)
    with pytest.raises(IdentifierTaken):
        renumber(member=peer, number=learner.phone, on=timezone.localdate(now), act=act)
    Member.objects.filter(pk=peer.pk).update(phone=learner.number, email="WEN@example.org")
    assert member_named(learner.number) == learner, "even where it happened: the number comes first"
    assert member_named("wen@example.org") == learner


def test_a_new_password_gives_no_fresh_tries_at_the_second_factor(learner, now):
    place = place_at(name=learner.number, member=learner, network="", device="codes", purpose="code")
    while admit(place=place, at=now).wait_until is None:
        pass
    choose_password(member=learner, password="Her-own-plum-93", how="mail", act=Act(learner, now))
    assert SignInFailure.objects.filter(member=learner, origin="device:codes").exists()
    assert admit(place=place, at=now).wait_until is not None


def test_a_refused_change_of_address_leaves_nothing_in_the_audit_as_done(client_of, secretary, guardian):
    client_of(secretary).post(f"/people/{guardian.public_id}/contact/", {"email": MINE})
    assert not AuditEntry.objects.filter(action="member.contact_changed", outcome="done").exists()


@pytest.mark.parametrize("ask", [ask_for_mail, ask_secretary])
def test_one_network_does_not_run_through_all_names_to_flood_people(learner, peer, now, ask):
    set_policy(key="accounts.network_ceiling", value=50, member=None, office_id=None, reason="for this test", at=now)
    for number in range(51):
        assert ask(name=f"nobody{number}", network="10.0.0.0/24", at=now).wait_until is None
    assert ask(name=learner.number, network="10.0.0.0/24", at=now).wait_until is None, "takes the turn of this second"
    assert ask(name=peer.number, network="10.0.0.0/24", at=now).wait_until is not None
    assert ask(name=peer.number, network="10.0.1.0/24", at=now).wait_until is None
