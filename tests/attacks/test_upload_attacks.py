"""Uploads by people who twist the protocol: names, numbers, methods, and rights they have lost meanwhile."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from media.models import Asset, AssetState
from media.services import begin_upload, store_file
from media.services.claiming import claim_asset
from media.services.sharing import share_bytes
from school.organisation.models import Office
from tests.media.conftest import assets_root  # noqa: F401 - a place of its own for every test's files

pytestmark = pytest.mark.django_db
ENDPOINT = "/api/uploads/"
TUS = {"Tus-Resumable": "1.0.0"}
PIECE = "application/offset+octet-stream"
DIGEST = "cd" * 32


def told(**metadata: str) -> str:
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in metadata.items())


def sent(client: Client, data: bytes, **metadata: str):
    headers = TUS | {"Upload-Length": str(len(data)), "Upload-Metadata": told(**metadata)}
    return client.post(ENDPOINT, data, content_type=PIECE, headers=headers)


def dismissed(member) -> None:
    Office.objects.filter(member=member).update(ends_on=timezone.localdate() - timedelta(days=1))


@pytest.mark.parametrize("name", ["a\r\nSet-Cookie: x=1.mp4", "a\nb.mp4", "\x1b[2J.mp4", "..", "/", "\u202e4pm.exe"])
def test_a_file_name_of_control_characters_is_handed_out_without_them(client_of, instructor, name):
    client = client_of(instructor)
    client.raise_request_exception = False
    asset_id = sent(client, b"not a film", filename=name)["Location"].rsplit("/", 1)[1]
    assert client.get(f"/studio/uploads/{asset_id}/").status_code == 200
    handed_out = client.get(f"/studio/uploads/{asset_id}/original/")
    assert handed_out.status_code == 200
    assert not any(letter in Asset.objects.get().file_name for letter in "\r\n\x1b\u202e/")


@pytest.mark.pg
def test_a_nul_in_the_metadata_breaks_nothing(client_of, instructor):
    client = client_of(instructor)
    client.raise_request_exception = False
    assert 400 <= sent(client, b"x", filename="a.mp4", organisation="\0").status_code < 500
    assert sent(client, b"x", filename="a\0.mp4").status_code == 201


def test_who_has_lost_the_office_adds_no_byte_and_may_still_clear_away(client_of, instructor, economics, at):
    asset = begin_upload(organisation=economics, member=instructor, filename="a.mp4", size=4, at=timezone.now())
    dismissed(instructor)
    client, url = client_of(instructor), f"{ENDPOINT}{asset.public_id}"
    headers = TUS | {"Upload-Offset": "0"}
    assert client.patch(url, b"film", content_type=PIECE, headers=headers).status_code == 403
    asset.refresh_from_db()
    assert (asset.received, asset.state) == (0, AssetState.UPLOADING)
    assert client.delete(url, headers=TUS).status_code == 204


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "TRACE"])
def test_no_harmless_method_carries_a_deletion_past_the_token(instructor, economics, method):
    asset = begin_upload(organisation=economics, member=instructor, filename="a.mp4", size=4, at=timezone.now())
    client = Client(enforce_csrf_checks=True)
    client.force_login(instructor)
    client.generic(method, f"{ENDPOINT}{asset.public_id}", headers=TUS | {"X-HTTP-Method-Override": "DELETE"})
    assert Asset.objects.filter(pk=asset.pk).exists()


def test_another_organisation_is_not_told_that_the_same_file_is_being_prepared(
    instructor, foreign_instructor, economics, engineering, tmp_path, at
):
    film = tmp_path / "film.mp4"
    film.write_bytes(b"the same film")
    places = [(economics, instructor), (engineering, foreign_instructor), (economics, instructor)]
    first, foreign, own = (
        store_file(organisation=place, member=member, title="党课", path=film, at=at) for place, member in places
    )
    now = timezone.now()
    for asset in (first, foreign, own):
        share_bytes(claim=claim_asset(asset_id=asset.pk, at=now), sha256=DIGEST, at=now)
        asset.refresh_from_db()
    assert [asset.delay_code for asset in (first, foreign, own)] == ["", "", "same-file"]
