"""tus 1.0 at /api/uploads/, as a client of the protocol sees it."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.http import parse_http_date

from media import workspace
from media.models import Asset, AssetState
from media.services import release_asset, use_asset
from school.organisation.models import Member
from tests.media.places import original_of

ENDPOINT = "/api/uploads/"
PIECE = "application/offset+octet-stream"


class Tus:
    """A client that speaks the protocol; every word can be changed."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def create(self, size: int | None = 10, name: str = "党课.mp4", **headers):
        told = {"Tus-Resumable": "1.0.0", "Upload-Metadata": f"filename {base64.b64encode(name.encode()).decode()}"}
        told |= {} if size is None else {"Upload-Length": str(size)}
        return self.client.post(ENDPOINT, b"", content_type="text/plain", headers=told | headers)

    def begun(self, size: int = 10) -> str:
        return self.create(size)["Location"]

    def head(self, url: str, **headers):
        return self.client.head(url, headers={"Tus-Resumable": "1.0.0"} | headers)

    def patch(self, url: str, data: bytes, offset: object = 0, content_type: str = PIECE, **headers):
        told = {"Tus-Resumable": "1.0.0", "Upload-Offset": str(offset)}
        return self.client.patch(url, data, content_type=content_type, headers=told | headers)

    def delete(self, url: str):
        return self.client.delete(url, headers={"Tus-Resumable": "1.0.0"})


@pytest.fixture
def tus(client_of, instructor) -> Tus:
    return Tus(client_of(instructor))


def only_asset() -> Asset:
    return Asset.objects.get()


def test_options_tells_what_is_spoken_without_asking_for_a_version(tus, settings):
    answer = tus.client.options(ENDPOINT)
    assert answer.status_code == 200
    assert answer["Tus-Version"] == "1.0.0"
    assert set(answer["Tus-Extension"].split(",")) == {
        "creation",
        "creation-with-upload",
        "termination",
        "expiration",
        "checksum",
    }
    assert answer["Tus-Max-Size"] == str(settings.UPLOAD_MAX_BYTES)


def test_a_file_arrives_in_two_pieces(tus, economics, instructor):
    url = tus.begun(10)
    first = tus.patch(url, b"01234")
    assert (first.status_code, first["Upload-Offset"], first["Tus-Resumable"]) == (204, "5", "1.0.0")
    told = tus.head(url)
    assert (told.status_code, told["Upload-Offset"], told["Upload-Length"]) == (200, "5", "10")
    assert told["Cache-Control"] == "no-store"
    last = tus.patch(url, b"56789", 5)
    assert (last.status_code, last["Upload-Offset"]) == (204, "10")
    asset = only_asset()
    assert (asset.state, asset.organisation, asset.uploaded_by) == (AssetState.STORED, economics, instructor)
    assert (asset.file_name, asset.title) == ("党课.mp4", "党课")
    assert original_of(asset) == b"0123456789"
    assert tus.head(url)["Upload-Offset"] == "10"


def test_the_first_piece_may_come_with_the_announcement(tus):
    told = {"Tus-Resumable": "1.0.0", "Upload-Length": "10"}
    answer = tus.client.post(ENDPOINT, b"0123", content_type=PIECE, headers=told)
    assert (answer.status_code, answer["Upload-Offset"]) == (201, "4")


def test_an_unfinished_upload_says_when_it_expires(tus):
    url = tus.begun()
    for answer in (tus.head(url), tus.patch(url, b"01")):
        left = parse_http_date(answer["Upload-Expires"]) - timezone.now().timestamp()
        assert 23 * 3600 < left <= 24 * 3600


def test_a_path_in_the_name_is_dropped(tus):
    tus.create(name="../../etc/党课 一.mp4")
    assert only_asset().file_name == "党课 一.mp4"


@pytest.mark.parametrize("version", [{"Tus-Resumable": ""}, {"Tus-Resumable": "0.2.2"}])
def test_another_version_is_refused_everywhere(tus, version):
    url = tus.begun()
    for answer in (tus.create(**version), tus.head(url, **version), tus.patch(url, b"0", **version)):
        assert answer.status_code == 412
        assert answer["Tus-Version"] == "1.0.0"


def test_pieces_that_do_not_fit_are_refused_and_move_nothing(tus):
    url = tus.begun(10)
    tus.patch(url, b"012")
    assert tus.patch(url, b"345", 3, content_type="application/octet-stream").status_code == 415
    assert tus.patch(url, b"345", "").status_code == 400
    assert tus.patch(url, b"345", "-3").status_code == 400
    assert tus.patch(url, b"012", 0).status_code == 409
    assert tus.patch(url, b"9", 9).status_code == 409
    assert tus.patch(url, b"3456789ab", 3).status_code == 413
    assert tus.head(url)["Upload-Offset"] == "3"
    assert workspace.upload_path(only_asset().public_id).read_bytes() == b"012"


@pytest.mark.parametrize("size", [None, "", "-1", "1.5", "١٠", "9" * 30])
def test_a_length_that_is_none_is_refused(tus, size):
    answer = tus.create(None, **({} if size is None else {"Upload-Length": size}))
    assert answer.status_code == 400
    assert not Asset.objects.exists()


def test_more_than_the_limit_is_refused(tus, settings):
    assert tus.create(settings.UPLOAD_MAX_BYTES + 1).status_code == 413


def test_unreadable_metadata_is_refused(tus):
    assert tus.create(**{"Upload-Metadata": "filename ***"}).status_code == 400
    assert tus.create(**{"Upload-Metadata": "flag, filename"}).status_code == 201


def test_giving_up_removes_row_and_bytes(tus):
    url = tus.begun()
    tus.patch(url, b"012")
    public_id = only_asset().public_id
    assert tus.delete(url).status_code == 204
    assert not Asset.objects.exists()
    assert workspace.work_of(public_id) == []
    assert tus.head(url).status_code == 404
    assert tus.patch(url, b"3", 3).status_code == 404


def test_a_complete_file_is_given_up_while_nothing_uses_it(tus):
    url = tus.begun(1)
    tus.patch(url, b"0")
    use_asset(asset=only_asset(), user_kind="lecture", user_id="x")
    assert tus.delete(url).status_code == 409
    release_asset(asset=only_asset(), user_kind="lecture", user_id="x", at=timezone.now())
    assert tus.delete(url).status_code == 204
    assert not Asset.objects.exists()


def test_an_expired_upload_is_gone(tus):
    url = tus.begun()
    Asset.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert tus.head(url).status_code == 410
    assert tus.patch(url, b"0").status_code == 410


def test_a_method_may_be_named_in_a_header(tus):
    url = tus.begun()
    told = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "X-HTTP-Method-Override": "PATCH"}
    assert tus.client.post(url, b"012", content_type=PIECE, headers=told).status_code == 204


def test_bytes_beyond_what_the_row_knows_are_overwritten_on_resumption(tus):
    url = tus.begun(6)
    tus.patch(url, b"012")
    with workspace.upload_path(only_asset().public_id).open("ab") as file:
        file.write(b"lost when the process died")
    tus.patch(url, b"345", 3)
    assert original_of(only_asset()) == b"012345"


def test_bytes_that_a_power_cut_took_are_asked_for_again_and_never_padded(tus):
    url = tus.begun(6)
    tus.patch(url, b"0123")
    with workspace.upload_path(only_asset().public_id).open("r+b") as file:
        file.truncate(2)
    assert tus.patch(url, b"45", 4).status_code == 409
    assert tus.head(url)["Upload-Offset"] == "2"
    assert tus.patch(url, b"2345", 2).status_code == 204
    assert original_of(only_asset()) == b"012345"


def test_two_requests_cannot_write_at_once(tus):
    url = tus.begun()
    with workspace.open_upload(only_asset().public_id):
        assert tus.patch(url, b"012").status_code == 423
    assert tus.patch(url, b"012").status_code == 204


def test_strangers_see_nothing_of_an_upload(tus, client_of, foreign_instructor, learner):
    url = tus.begun()
    for member in (foreign_instructor, learner):
        stranger = Tus(client_of(member))
        assert stranger.head(url).status_code == 404
        assert stranger.patch(url, b"0").status_code == 404
        assert stranger.delete(url).status_code == 404


def test_only_authors_may_upload_and_only_for_their_own(client_of, learner, foreign_instructor, economics):
    assert Tus(client_of(learner)).create().status_code == 403
    named = f"organisation {base64.b64encode(economics.public_id.encode()).decode()}"
    assert Tus(client_of(foreign_instructor)).create(**{"Upload-Metadata": named}).status_code == 404


def test_an_upload_can_be_for_an_organisation_below(client_of, instructor, second_branch):
    named = f"organisation {base64.b64encode(second_branch.public_id.encode()).decode()}"
    assert Tus(client_of(instructor)).create(**{"Upload-Metadata": named}).status_code == 201
    assert only_asset().organisation == second_branch


def test_nobody_uploads_without_signing_in(db):
    assert Tus(Client()).create().status_code == 401


def test_a_foreign_page_cannot_upload_in_a_members_name(instructor: Member):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(instructor)
    assert Tus(strict).create().status_code == 403
    assert not Asset.objects.exists()
