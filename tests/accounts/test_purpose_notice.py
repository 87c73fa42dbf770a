"""The notice about personal data comes before anything else, once for each version, and loses nothing."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from school.accounts.models import PurposeAcknowledgement
from school.accounts.services.acknowledging import acknowledge_for
from school.audit.models import AuditEntry
from school.policies.services.setting import set_policy
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def signed_in(member, **options) -> Client:
    client = Client(**options)
    client.post("/accounts/login/", {"login": member.number, "password": PASSWORD})
    return client


def is_notice(response) -> bool:
    return response.status_code == 200 and "accounts/purpose.html" in [each.name for each in response.templates]


def test_it_stands_before_the_first_page_and_leads_on_to_what_was_wanted(learner):
    client = signed_in(learner)
    page = client.get("/courses/?q=x")
    assert is_notice(page)
    assert page.context["target"] == "/courses/?q=x"
    done = client.post("/accounts/purpose/", {"purpose_read": "1", "target": "/courses/?q=x"})
    assert done.headers["Location"] == "/courses/?q=x"
    assert not is_notice(client.get("/courses/?q=x"))
    assert not is_notice(signed_in(learner).get("/")), "not at the next sign-in"
    assert AuditEntry.objects.filter(action="purpose.acknowledged").count() == 1


def test_a_form_that_was_sent_is_held_and_goes_on(learner):
    client = signed_in(learner)
    sent = {"text_size": "large", "note": "<b>&", "many": ["1", "2"]}
    page = client.post("/desk/", sent)
    assert is_notice(page)
    assert page.context["held"] == [("text_size", "large"), ("note", "<b>&"), ("many", "1"), ("many", "2")]
    assert '<input type="hidden" name="note" value="&lt;b&gt;&amp;">' in page.content.decode()
    on = client.post("/desk/", sent | {"purpose_read": "1"})
    assert on.status_code == 405, "it has reached the page, which takes no forms"
    assert PurposeAcknowledgement.objects.filter(member=learner).exists()


def test_a_foreign_page_can_have_nothing_held(learner):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in(learner).cookies
    answer = strict.post("/desk/", {"words": "evil"})
    assert answer.status_code == 403
    assert b"evil" not in answer.content


def test_programs_on_a_page_signing_out_and_settings_are_not_stopped(learner):
    client = signed_in(learner)
    assert client.get("/preferences/").status_code == 200
    assert not is_notice(client.get("/preferences/"))
    assert client.get("/api/openapi.json").status_code != 302
    assert client.post("/accounts/logout/").status_code == 302


def test_a_raised_version_is_shown_once_more_and_own_words_replace_ours(learner, secretary):
    now = timezone.now()
    acknowledge_for(member_ids=[learner.pk], at=now)
    assert not is_notice(signed_in(learner).get("/"))
    for key, value in (("purpose_version", 2), ("purpose_text", ("本院说明第一段。", "第二段。"))):
        set_policy(key=f"accounts.{key}", value=value, member=secretary, office_id=None, reason="new", at=now)
    page = signed_in(learner).get("/")
    assert is_notice(page)
    assert "本院说明第一段。" in page.content.decode()


def test_version_nought_shows_none(learner, secretary):
    set_policy(
        key="accounts.purpose_version", value=0, member=secretary, office_id=None, reason="paper", at=timezone.now()
    )
    assert not is_notice(signed_in(learner).get("/"))


def test_it_can_be_read_again_and_leads_nowhere_else(learner):
    client = signed_in(learner)
    client.post("/accounts/purpose/", {"purpose_read": "1"})
    assert client.get("/accounts/purpose/").context["read"]
    away = client.post("/accounts/purpose/", {"target": "https://evil.example/"})
    assert away.headers["Location"] == "/"


def test_an_ordinary_page_pays_no_query_for_it(learner):
    client = signed_in(learner)
    client.post("/accounts/purpose/", {"purpose_read": "1"})
    client.get("/courses/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/courses/")
    assert not [query for query in queries if "purposeacknowledgement" in query["sql"]]
