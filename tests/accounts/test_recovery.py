"""A forgotten password: by mail, and by the slip of somebody who knows the person."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail
from django.db import close_old_connections
from django.test import Client
from django.utils import timezone

from school.accounts.errors import CannotAssist, EntryOver
from school.accounts.links import member_of_reset, reset_token
from school.accounts.models import AccountMail, RecoverySlip
from school.accounts.services.entering import enter, entry_of_code
from school.accounts.services.mailing import send_due
from school.accounts.services.recovering import issue_slip, require_can_assist
from school.accounts.services.tokens import issue_token
from school.accounts.sessions import is_live
from school.audit.models import AuditEntry
from school.errors import NotFound
from school.organisation.acting import Act
from school.organisation.authority import Right, authority_of
from school.organisation.models import Role, Task
from school.organisation.ranking import holds_more_than
from tests.accounts.test_invitations import CODE, NEW_PASSWORD, choose, come_in
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
LINK = re.compile(r"http://[^/]+(/accounts/forgotten/link/\S+)")


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def reachable(learner):
    learner.email, learner.language = "wen@example.org", "en"
    learner.save(update_fields=["email", "language"])
    return learner


def slip_for(member, helper, at) -> str:
    act = Act(helper, at, reason="came to my office")
    return issue_slip(member=member, authority=authority_of(helper, at=at), act=act)[1]


def test_the_mail_brings_a_link_that_works_once(reachable):
    Client().post("/accounts/forgotten/", {"name": reachable.number})
    send_due(at=timezone.now())
    (letter,) = mail.outbox
    (path,) = LINK.findall(letter.body)
    client = Client()
    assert client.get(path).headers["Location"] == "/accounts/new-password/"
    assert choose(client).status_code == 302
    assert client.get("/preferences/").context["signed_in"]
    assert Client().get(path).status_code == 404
    assert choose(client, "Another-pomelo-48").status_code == 404, "the entry is used up as well"


def test_the_answer_is_the_same_for_a_name_that_nobody_has(reachable, peer):
    pages = []
    for name in (reachable.email, peer.number, "nobody@example.org"):
        client = Client()
        client.cookies["school_language"] = "en"
        response = client.post("/accounts/forgotten/", {"name": name})
        assert response.status_code == 200
        pages.append(response.content.decode())
    assert len(set(pages)) == 1
    assert AccountMail.objects.count() == 1


@pytest.mark.parametrize("meanwhile", ["time passed", "password changed", "signed in", "e-mail changed", "left"])
def test_a_link_ends_when_anything_happened(reachable, now, meanwhile):
    token = reset_token(reachable, at=now)
    assert member_of_reset(token, at=now + timedelta(minutes=59)) == reachable
    later = now
    match meanwhile:
        case "time passed":
            later = now + timedelta(minutes=61)
        case "password changed":
            reachable.set_password(NEW_PASSWORD)
        case "signed in":
            reachable.last_login = now
        case "e-mail changed":
            reachable.email = "other@example.org"
        case "left":
            reachable.status = "left"
    reachable.save()
    assert member_of_reset(token, at=later) is None
    assert member_of_reset("forged:token:x", at=now) is None


def test_asking_again_and_again_sends_few_mails(reachable):
    client = Client()
    codes = [client.post("/accounts/forgotten/", {"name": reachable.number}).status_code for _ in range(8)]
    assert codes == [200] * 5 + [422] * 3
    assert AccountMail.objects.count() == 5


def test_asking_the_secretary_opens_one_task_for_the_nearest_office_that_may_help(learner, secretary, officer):
    for _ in range(2):
        assert Client().post("/accounts/forgotten/secretary/", {"name": learner.number}).status_code == 200
    Client().post("/accounts/forgotten/secretary/", {"name": "nobody"})
    (task,) = Task.objects.open()
    assert (task.role, task.subject_id) == (Role.BRANCH_SECRETARY, learner.public_id)


def test_who_may_not_be_helped_by_the_secretary_is_sent_to_the_office_above(secretary, officer, college):
    Client().post("/accounts/forgotten/secretary/", {"name": secretary.number})
    (task,) = Task.objects.open()
    assert (task.role, task.organisation) == (Role.COMMITTEE_OFFICER, college)


def test_a_slip_is_issued_with_a_reason_shown_once_audited_and_told(client_of, secretary, reachable):
    Client().post("/accounts/forgotten/secretary/", {"name": reachable.number})
    client = client_of(secretary)
    path = f"/accounts/slips/{reachable.public_id}/"
    assert client.post(path, {"reason": "lost"}).status_code == 422, "not without recognising the person"
    sheet = client.post(path, {"recognised": "on", "reason": "came to my office"})
    (code,) = CODE.findall(sheet.content.decode())
    slip = RecoverySlip.objects.get()
    assert slip.code_digest != code
    entry = AuditEntry.objects.get(action="recovery.slip_issued")
    assert (entry.actor_id, entry.reason, entry.office_id is not None) == (
        secretary.public_id,
        "came to my office",
        True,
    )
    assert AccountMail.objects.filter(kind="slip_issued", member=reachable).count() == 1
    assert not Task.objects.open().exists(), "what was asked is done"


def test_a_slip_sets_a_new_password_and_ends_every_other_sign_in(client_of, secretary, learner, now):
    elsewhere = client_of(learner)
    elsewhere_key = elsewhere.session.session_key
    issue_token(member=learner, title="calendar", at=now)
    client = Client()
    client.cookies["school_language"] = "en"
    assert come_in(client, slip_for(learner, secretary, now)).status_code == 302
    assert choose(client, PASSWORD).status_code == 422, "not the password she had"
    assert choose(client).status_code == 302
    assert not is_live(elsewhere_key, at=now)
    assert elsewhere.get("/").status_code == 302
    page = client.get("/").content.decode()
    assert "keys for programs still work" in page


def test_a_slip_works_once_for_a_day_and_ends_with_the_next(secretary, learner, now):
    first, second = slip_for(learner, secretary, now), slip_for(learner, secretary, now)
    assert come_in(Client(), first).status_code == 422
    client, late = Client(), Client()
    assert come_in(late, second).status_code == 302
    come_in(client, second)
    assert choose(client).status_code == 302
    assert choose(late).status_code == 404
    assert come_in(Client(), slip_for(learner, secretary, now - timedelta(hours=25))).status_code == 422


def test_a_slip_can_be_ended_by_hand(client_of, secretary, learner, now):
    code = slip_for(learner, secretary, now)
    path = f"/accounts/slips/{learner.public_id}/"
    assert client_of(secretary).post(path, {"withdraw": "yes"}).status_code == 302
    assert come_in(Client(), code).status_code == 422
    assert AuditEntry.objects.filter(action="recovery.slip_revoked").count() == 1


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_a_slip_at_once_one_comes_in(secretary, learner, now):
    entry = entry_of_code(code=slip_for(learner, secretary, now), at=now)

    def use(number: int) -> bool:
        try:
            enter(entry=entry, password=f"Pomelo-lantern-{number}", at=now)
        except EntryOver:
            return False
        finally:
            close_old_connections()
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(use, range(4))) == 1


def test_a_locked_account_opens_at_once_by_a_slip(secretary, learner, now):
    client = Client()
    for _ in range(6):
        client.post("/accounts/login/", {"login": learner.number, "password": "wrong"})
    come_in(client, slip_for(learner, secretary, now))
    choose(client)
    signed = Client().post("/accounts/login/", {"login": learner.number, "password": NEW_PASSWORD})
    assert signed.status_code == 302


def test_nobody_takes_over_an_account_that_reaches_further(
    make_member, second_branch, economics, college, secretary, officer, foreign_secretary, instructor, at
):
    def more(helper, member) -> bool:
        return holds_more_than(member, authority_of(helper, at=at), Right.ASSIST_SIGN_IN, at=at)

    fellow = make_member("副书记", second_branch, Role.BRANCH_SECRETARY)
    host = make_member("主持人", second_branch, Role.HOST)
    organiser = make_member("组织员", second_branch, Role.ORGANISER)
    faculty = make_member("总支书记", second_branch, Role.COMMITTEE_OFFICER, at_organisation=economics)
    assert not more(secretary, fellow)
    assert not more(secretary, host)
    assert more(secretary, organiser), "she imports registers, the secretary does not"
    assert more(secretary, faculty)
    assert more(secretary, officer)
    assert more(secretary, instructor), "whose office lies above the branch"
    assert not more(officer, secretary)
    assert not more(officer, faculty)
    assert more(faculty, officer)
    assert not more(officer, instructor)


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR])
def test_nobody_at_all_issues_slips_for_administrators(make_member, third_branch, college, officer, role, at):
    administrator = make_member("管理员", third_branch, role, at_organisation=college)
    with pytest.raises(CannotAssist):
        require_can_assist(authority=authority_of(officer, at=at), member=administrator, at=at)


def test_nobody_issues_slips_for_herself_for_strangers_or_for_who_left(
    client_of, secretary, officer, foreign_secretary, learner, peer, at
):
    standing = authority_of(secretary, at=at)
    with pytest.raises(NotFound):
        require_can_assist(authority=standing, member=secretary, at=at)
    peer.status = "left"
    peer.save(update_fields=["status"])
    with pytest.raises(CannotAssist):
        require_can_assist(authority=standing, member=peer, at=at)
    path = f"/accounts/slips/{learner.public_id}/"
    assert client_of(foreign_secretary).get(path).status_code == 404
    assert client_of(learner).get(path).status_code == 404
    assert client_of(secretary).get(f"/accounts/slips/{officer.public_id}/").status_code == 404


def test_a_slip_that_was_printed_in_the_scope_of_an_office_that_ended_is_not_issued(
    secretary, learner, at, django_user_model
):
    ended = authority_of(secretary, at=at)
    later = at + timedelta(days=1)
    secretary.offices.update(ends_on=timezone.localdate(at))
    with pytest.raises(NotFound):
        issue_slip(member=learner, authority=authority_of(secretary, at=later), act=Act(secretary, later, reason="r"))
    assert ended.has(Right.ASSIST_SIGN_IN)
