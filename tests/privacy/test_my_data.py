"""What is kept about me, and all of it as a file."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone, translation

from school.audit.models import AuditEntry
from school.organisation.models import Member
from school.privacy.archive import own_data_zip
from school.privacy.models import OwnFile, OwnFileState
from school.privacy.registry import personal_data
from school.privacy.services.downloading import ask_for_own_data, expire_own_files, make_own_file, make_waiting_files
from tests.accounts.confirming import confirm

pytestmark = pytest.mark.django_db


def unpacked(content: bytes) -> tuple[dict, str]:
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert set(archive.namelist()) == {"data.json", "index.html", "style.css"}
    return json.loads(archive.read("data.json")), archive.read("index.html").decode()


@pytest.fixture
def someone(learner):
    Member.objects.filter(pk=learner.pk).update(phone="13800001234", email="zhou@example.edu")
    learner.refresh_from_db()
    return learner


def test_my_page_says_what_is_kept_how_long_and_what_an_erasure_does(someone, client_of):
    client = client_of(someone)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    text = client.get("/my-data/").content.decode()
    assert "My record and my account" in text
    assert "Where I belong" in text
    assert "Kept as long as your record stands." in text
    assert "An erasure takes names and words out of it." in text


def test_my_page_costs_the_same_whatever_there_is(someone, client_of, django_assert_max_num_queries):
    client = client_of(someone)
    with django_assert_max_num_queries(12):
        assert client.get("/my-data/").status_code == 200


def test_the_file_holds_my_data_to_read_and_for_programs(someone, peer, at):
    with translation.override("en"):
        data, page = unpacked(own_data_zip([someone.pk], public_id=someone.public_id, name=someone.name, at=at))
    assert (data["format"], data["member"], data["language"]) == ("own-data/1", someone.public_id, "en")
    tables = {table["table"]: table for table in data["tables"]}
    assert set(tables) == {entry.model for entry in personal_data() if entry.exported}
    (record,) = tables["organisation.Member"]["rows"]
    assert (record["phone"], record["name"]) == ("13800001234", "周文静")
    assert tables["organisation.Affiliation"]["rows"][0]["organisation_name"] == "经管第二党支部"
    assert "13800001234" in page
    assert "周文静" in page
    assert "<script" not in page
    assert "http" not in page
    assert peer.name not in page
    assert {left["table"] for left in data["left_out"]} == {e.model for e in personal_data() if not e.exported}


def test_columns_are_described(someone, at):
    data, _page = unpacked(own_data_zip([someone.pk], public_id=someone.public_id, name="", at=at))
    for table in data["tables"]:
        for row in table["rows"]:
            assert set(row) <= set(table["columns"])


def test_a_password_is_in_no_file(someone, at):
    data, page = unpacked(own_data_zip([someone.pk], public_id=someone.public_id, name="", at=at))
    assert someone.password not in json.dumps(data) + page


def test_the_page_is_in_my_language(someone, at):
    ask = ask_for_own_data(member=someone, language="zh-hans", at=at)
    make_own_file(public_id=ask.public_id, at=at)
    _data, page = unpacked(bytes(OwnFile.objects.get().content))
    assert '<html lang="zh-hans">' in page


def test_asking_needs_the_password_again(someone, client_of):
    client = client_of(someone)
    assert client.post("/my-data/download/").status_code == 302
    assert not OwnFile.objects.exists()


def test_asked_made_fetched_and_audited(someone, client_of):
    client = confirm(client_of(someone), someone)
    assert client.post("/my-data/download/", follow=True).status_code == 200
    made = OwnFile.objects.get()
    assert made.state == OwnFileState.READY
    response = client.get(f"/my-data/download/{made.public_id}/")
    assert response["Content-Type"] == "application/zip"
    assert "no-store" in response["Cache-Control"]
    unpacked(response.content)
    actions = set(AuditEntry.objects.filter(actor_id=someone.public_id).values_list("action", flat=True))
    assert {"own_data.asked", "own_data.fetched"} <= actions


def test_fetching_needs_the_password_again(someone, client_of, at):
    asked = ask_for_own_data(member=someone, language="en", at=timezone.now())
    make_own_file(public_id=asked.public_id, at=at)
    assert client_of(someone).get(f"/my-data/download/{asked.public_id}/").status_code == 302


def test_nobody_elses_file_exists_for_me(someone, peer, client_of):
    asked = ask_for_own_data(member=someone, language="en", at=timezone.now())
    make_own_file(public_id=asked.public_id, at=timezone.now())
    assert confirm(client_of(peer), peer).get(f"/my-data/download/{asked.public_id}/").status_code == 404


@pytest.mark.pg
def test_asking_twice_is_asking_once(someone, at):
    assert ask_for_own_data(member=someone, language="en", at=at) == ask_for_own_data(
        member=someone, language="en", at=at + timedelta(minutes=1)
    )


def test_a_lost_hint_costs_a_minute(someone, at):
    ask_for_own_data(member=someone, language="en", at=at)
    assert make_waiting_files(at=at) == 1
    assert make_waiting_files(at=at) == 0
    assert OwnFile.objects.get().state == OwnFileState.READY


def test_after_a_day_the_file_is_gone(someone, client_of):
    asked_at = timezone.now() - timedelta(hours=25)
    asked = ask_for_own_data(member=someone, language="en", at=asked_at)
    make_own_file(public_id=asked.public_id, at=asked_at)
    client = confirm(client_of(someone), someone)
    assert client.get(f"/my-data/download/{asked.public_id}/").status_code == 404
    assert expire_own_files(at=timezone.now()) == 1
    assert not OwnFile.objects.exists()
