"""The security administrator's pages of accounts: what they show, what they do, and to whom they are closed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from school.accounts.accounts_overview import accounts_in, counts_of_states
from school.accounts.factors import has_factor, requires_factor
from school.accounts.models import SignInFailure
from school.accounts.services.tokens import issue_token, member_of_key
from school.audit.models import AuditEntry
from school.events.models import EventRecord
from school.organisation.authority import authority_of
from school.organisation.models import BuiltInKind, Member, Role
from school.organisation.services.founding import found_organisation
from tests.accounts.confirming import confirm, give_factor
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
BASE = "/administration/accounts/"


@pytest.fixture
def guardian(make_member, foreign_branch, college) -> Member:
    return make_member("安全员", foreign_branch, Role.SECURITY_ADMINISTRATOR, at_organisation=college)


@pytest.fixture
def desk(guardian, client_of) -> Client:
    give_factor(guardian)
    return confirm(client_of(guardian), guardian)


def deed(desk: Client, member: Member, code: str, reason: str = "本人到场核实"):
    return desk.post(f"{BASE}{member.public_id}/{code}/", {"reason": reason})


def sign_in(member: Member) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": member.number, "password": PASSWORD})
    return client


def test_a_closed_account_loses_sign_ins_and_keys_and_comes_back(desk, learner):
    inside = sign_in(learner)
    _token, key = issue_token(member=learner, title="calendar", at=timezone.now())
    assert deed(desk, learner, "close").status_code == 302
    assert inside.get("/courses/").status_code == 302
    assert member_of_key(key=key, at=timezone.now()) is None
    assert sign_in(learner).get("/courses/").status_code == 302
    assert deed(desk, learner, "reopen").status_code == 302
    assert sign_in(learner).get("/courses/").status_code == 200
    assert member_of_key(key=key, at=timezone.now()) is None, "keys stay revoked"
    entry = AuditEntry.objects.get(action="account.closed")
    assert (entry.subject_id, entry.reason, bool(entry.office_id)) == (learner.public_id, "本人到场核实", True)


def test_nothing_is_done_without_a_reason(desk, learner):
    assert deed(desk, learner, "close", reason=" ").status_code == 422
    learner.refresh_from_db()
    assert learner.is_active


def test_taking_factors_away_ends_sign_ins_and_tells_the_member(desk, officer):
    give_factor(officer)
    inside = confirm(sign_in(officer), officer)
    assert deed(desk, officer, "factors").status_code == 302
    assert not has_factor(officer)
    assert inside.get("/courses/").status_code == 302
    assert EventRecord.objects.filter(kind="school.accounts.FactorsTakenAway").count() == 1
    again = sign_in(officer)
    assert again.get("/courses/").status_code == 200, "studying stays open"


def test_a_wait_can_be_ended(desk, learner):
    for _ in range(6):
        Client().post("/accounts/login/", {"login": learner.number, "password": "wrong"})
    assert sign_in(learner).get("/courses/").status_code == 302
    assert SignInFailure.objects.locked(at=timezone.now()).exists()
    assert desk.get(f"{BASE}?state=locked").context["page"].paginator.count == 1
    deed(desk, learner, "waits")
    assert sign_in(learner).get("/courses/").status_code == 200


@pytest.mark.parametrize("code", ["close", "reopen", "sign-out", "factors", "waits"])
def test_nobody_administers_herself(desk, guardian, code):
    assert deed(desk, guardian, code).status_code == 403
    guardian.refresh_from_db()
    assert guardian.is_active
    assert has_factor(guardian)
    assert desk.get(f"{BASE}{guardian.public_id}/").context["deeds"] == []


def test_every_act_asks_again_after_a_while(guardian, learner, client_of):
    give_factor(guardian)
    stale = confirm(client_of(guardian), guardian, seconds_ago=301)
    assert deed(stale, learner, "close")["Location"].startswith("/accounts/factors/again/")
    learner.refresh_from_db()
    assert learner.is_active


def test_without_a_factor_no_page_of_the_administration_opens(guardian, client_of):
    client = client_of(guardian)
    for path in (BASE, "/administration/", "/administration/no-such-page/"):
        assert client.get(path)["Location"].startswith("/accounts/factors/?needed=1")
    assert client.get("/courses/").status_code == 200


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR, Role.COMMITTEE_OFFICER])
def test_other_administrators_and_officers_stay_outside(make_member, second_branch, college, client_of, learner, role):
    person = make_member("别人", second_branch, role, at_organisation=college)
    give_factor(person)
    client = confirm(client_of(person), person)
    paths = [BASE, f"{BASE}{learner.public_id}/", f"{BASE}{learner.public_id}/close/"]
    assert [client.get(path).status_code for path in paths] == [403, 403, 403]


def test_contacts_are_masked_and_study_is_not_shown(desk, learner):
    Member.objects.filter(pk=learner.pk).update(phone="13800001234", email="wen@example.org")
    page = desk.get(f"{BASE}{learner.public_id}/").content.decode()
    assert "•••••••1234" in page
    assert "13800001234" not in page
    assert "wen@example.org" not in page


def test_states_are_counted_and_searched(desk, learner, peer, officer, guardian):
    now = timezone.now()
    Member.objects.filter(pk=learner.pk).update(last_login=now - timedelta(days=91))
    Member.objects.filter(pk=peer.pk).update(is_active=False)
    counts = counts_of_states(search="", at=now)
    assert counts == {"all": 4, "locked": 0, "never": 1, "stale": 1, "closed": 1, "unprotected": 1}
    assert [member.name for member in accounts_in("unprotected", search="", at=now)] == [officer.name]
    assert [member.name for member in accounts_in("all", search=learner.number, at=now)] == [learner.name]
    assert desk.get(f"{BASE}?q=nobody").status_code == 200


@pytest.mark.pg
def test_the_list_and_the_rule_agree_on_who_needs_a_factor(
    guardian, officer, secretary, learner, instructor, second_branch, third_branch, make_member
):
    found_organisation(parent=second_branch, kind=BuiltInKind.GROUP, name="第一小组")
    both = make_member("两头", second_branch, Role.BRANCH_SECRETARY)
    both.offices.create(organisation=third_branch, role=Role.ORGANISER, starts_on="2020-01-01")
    now = timezone.now()
    listed = {member.pk for member in accounts_in("all", search="", at=now) if member.needs_factor}
    assert listed == {m.pk for m in Member.objects.all() if requires_factor(authority_of(m, at=now))}
    assert listed == {guardian.pk, officer.pk, both.pk}


def test_the_list_costs_the_same_whatever_its_length(desk, make_member, second_branch, django_assert_max_num_queries):
    for number in range(30):
        make_member(f"学员{number}", second_branch)
    desk.get(BASE)
    with django_assert_max_num_queries(12):
        assert len(desk.get(BASE).context["rows"]) == 31


def test_lists_are_walked_in_pages(desk, make_member, second_branch):
    for number in range(51):
        make_member(f"学员{number}", second_branch)
    assert desk.get(f"{BASE}?state=never").context["page"].has_next()
    assert desk.get(f"{BASE}?state=never&page=2").status_code == 200
