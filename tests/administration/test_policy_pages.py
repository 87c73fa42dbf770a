"""Each policy on its page: default, effect, preview, reason, history, and nobody else gets in."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from school.audit.models import AuditEntry
from school.policies.models import PolicyChange, PolicyPicture
from school.policies.reading import policy
from school.policies.registry import policies

pytestmark = pytest.mark.django_db

IDLE = "/administration/policies/accounts.idle_minutes/"


def post(client, url, value, *, reason="as decided", seen=0, act="set"):
    return client.post(url, {"value": value, "reason": reason, "seen": seen, "act": act})


def png(width=1200, height=600) -> SimpleUploadedFile:
    out = BytesIO()
    Image.effect_noise((width, height), 80).convert("RGB").save(out, "PNG")
    return SimpleUploadedFile("logo.png", out.getvalue(), "image/png")


def test_each_group_shows_value_default_and_effect(english_of, system, security):
    for member, groups in ((system, ("institution", "labels", "mail", "notices")), (security, ("sign_in",))):
        client = english_of(member)
        home = client.get("/administration/").content.decode()
        for group in groups:
            assert f"/administration/groups/{group}/" in home
            page = client.get(f"/administration/groups/{group}/").content.decode()
            for one in policies(group=group):
                assert f"/administration/policies/{one.key}/" in page
    assert (
        "Who does nothing for 30 minutes is signed out."
        in client.get("/administration/groups/sign_in/").content.decode()
    )


def test_every_registered_policy_has_a_page_that_opens_for_its_administrator_alone(english_of, system, security):
    clients = {"system_administrator": english_of(system), "security_administrator": english_of(security)}
    for one in policies():
        for administrator, client in clients.items():
            expected = 200 if administrator == one.administrator else 403
            assert client.get(f"/administration/policies/{one.key}/").status_code == expected, one.key


def test_a_change_takes_effect_is_audited_with_the_office_and_shown_in_the_history(english_of, security):
    client = english_of(security)
    assert post(client, IDLE, "45", reason="long meetings").status_code == 302
    assert policy("accounts.idle_minutes") == 45
    entry = AuditEntry.objects.get(action="policy.set")
    assert entry.actor_id == security.public_id
    assert entry.office_id == security.offices.get().pk
    assert entry.reason == "long meetings"
    page = client.get(IDLE).content.decode()
    assert "long meetings" in page
    assert "Who does nothing for 45 minutes is signed out." in page


def test_a_preview_says_what_would_be_and_changes_nothing(english_of, security):
    page = post(english_of(security), IDLE, "60", reason="", act="preview").content.decode()
    assert "Who does nothing for 60 minutes is signed out." in page
    assert not PolicyChange.objects.exists()


@pytest.mark.parametrize(
    ("value", "sentence"),
    [("4", "the least is 5"), ("481", "the most is 480"), ("many", "whole number"), ("", "required")],
)
def test_what_does_not_fit_is_said_beside_the_field(english_of, security, value, sentence):
    response = post(english_of(security), IDLE, value)
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert not PolicyChange.objects.exists()


def test_without_a_reason_nothing_changes(english_of, security):
    assert post(english_of(security), IDLE, "45", reason=" ").status_code == 200
    assert not PolicyChange.objects.exists()


def test_who_looked_at_an_older_value_is_told_so(english_of, security):
    client = english_of(security)
    post(client, IDLE, "45")
    response = post(client, IDLE, "50", seen=0)
    assert "Somebody else changed this policy" in response.content.decode()
    assert policy("accounts.idle_minutes") == 45


def test_back_to_the_default_after_asking(english_of, security):
    client = english_of(security)
    post(client, IDLE, "45")
    assert "Who does nothing for 30 minutes" in client.get(f"{IDLE}reset/").content.decode()
    assert client.post(f"{IDLE}reset/", {"reason": "back"}).status_code == 302
    assert policy("accounts.idle_minutes") == 30


def test_a_changed_name_stands_on_the_next_page(english_of, system, learner):
    post(english_of(system), "/administration/policies/institution.name/", "新桥学院")
    assert "新桥学院" in english_of(learner).get("/year/").content.decode()


def test_a_logo_is_made_small_served_for_ever_and_shown_to_everybody(english_of, system, client):
    response = post(english_of(system), "/administration/policies/institution.logo/", png())
    assert response.status_code == 302, response.content.decode()
    digest = policy("institution.logo")
    picture = PolicyPicture.objects.get(digest=digest)
    assert len(bytes(picture.content)) <= 256 * 1024
    assert max(picture.width, picture.height) <= 512
    served = client.get(f"/institution/logo?v={digest}")
    assert served["Content-Type"] == "image/png"
    assert "immutable" in served["Cache-Control"]
    assert client.get("/institution/logo", headers={"if-none-match": served["ETag"]}).status_code == 304
    assert f"/institution/logo?v={digest}" in client.get("/accounts/login/").content.decode()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("logo.svg", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"></svg>', "SVG"),
        ("logo.png", b"this is no picture at all", "cannot be taken"),
        ("logo.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "cannot be taken"),
        ("logo.png", b"\x00" * (4 * 1024**2 + 1), "too large"),
    ],
)
def test_what_is_no_picture_is_refused_with_the_reason(english_of, system, name, content, sentence):
    response = post(
        english_of(system), "/administration/policies/institution.logo/", SimpleUploadedFile(name, content, "image/png")
    )
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert not PolicyPicture.objects.exists()


def test_without_a_logo_there_is_nothing_to_fetch(client):
    assert client.get("/institution/logo").status_code == 404


def test_unknown_groups_and_policies_are_not_there(english_of, system):
    client = english_of(system)
    assert client.get("/administration/groups/nothing/").status_code == 404
    assert client.get("/administration/policies/nothing.at.all/").status_code == 404


@pytest.mark.parametrize("path", ["/administration/", "/administration/groups/mail/", IDLE, "/administration/audit/"])
def test_members_and_anonymous_visitors_stay_outside(english_of, learner, officer, client, path):
    assert english_of(learner).get(path).status_code == 403
    assert english_of(officer).get(path).status_code == 403
    assert client.get(path).status_code == 302


def test_pages_cost_few_queries(english_of, system, security, django_assert_max_num_queries):
    for member, paths in (
        (system, ("/administration/", "/administration/groups/mail/")),
        (security, ("/administration/groups/sign_in/", IDLE)),
    ):
        client = english_of(member)
        client.get("/administration/")
        for path in paths:
            with django_assert_max_num_queries(12):
                assert client.get(path).status_code == 200
