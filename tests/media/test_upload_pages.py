"""The pages work as plain forms."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler, TemporaryFileUploadHandler
from django.test import Client

from media.models import Asset, AssetState
from media.services import prepare_asset

PAGE = "/studio/uploads/"


def a_file(data: bytes = b"no video", name: str = "党课.mp4") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="video/mp4")


def test_a_file_sent_with_a_plain_form_is_stored(client_of, instructor, economics):
    answer = client_of(instructor).post(PAGE, {"file": a_file()})
    asset = Asset.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}{asset.public_id}/")
    assert (asset.title, asset.state, asset.organisation) == ("党课", AssetState.STORED, economics)


def test_a_file_that_arrived_in_pieces_is_shown(client_of, instructor, store, tmp_path):
    (tmp_path / "x.mp4").write_bytes(b"x")
    asset = store(tmp_path / "x.mp4")
    answer = client_of(instructor).post(PAGE, {"asset": asset.public_id})
    assert answer["Location"] == f"{PAGE}{asset.public_id}/"


def test_a_form_without_a_file_says_so(client_of, instructor):
    answer = client_of(instructor).post(PAGE, {})
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()


def test_a_file_that_is_too_large_is_refused_in_words(client_of, instructor, settings):
    settings.UPLOAD_MAX_BYTES = 4
    answer = client_of(instructor).post(PAGE, {"file": a_file()})
    assert answer.status_code == 422
    assert not Asset.objects.exists()


def test_a_failed_file_says_why(client_of, instructor, store, tmp_path):
    (tmp_path / "x.mp4").write_bytes(b"not a video at all")
    asset = store(tmp_path / "x.mp4")
    prepare_asset(asset_id=asset.pk)
    asset.refresh_from_db()
    page = client_of(instructor).get(f"{PAGE}{asset.public_id}/").content.decode()
    assert asset.failure_sentence in page


def test_a_member_without_an_office_may_not_upload(client_of, learner):
    assert client_of(learner).get(PAGE).status_code == 403
    assert client_of(learner).post(PAGE, {"file": a_file()}).status_code == 403


@pytest.mark.parametrize("who", [None, "learner"])
def test_a_file_of_somebody_who_is_no_author_never_reaches_the_disk(client_of, learner, who, monkeypatch):
    kept = []
    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", lambda *args, **facts: kept.append(args))
    monkeypatch.setattr(MemoryFileUploadHandler, "new_file", lambda *args, **facts: kept.append(args))
    client = client_of(learner) if who else Client()
    client.post("/preferences/", {"file": a_file(b"x" * 3_000_000)})
    client.post(PAGE, {"file": a_file(b"x" * 3_000_000)})
    assert kept == []


def test_a_form_that_announces_more_than_any_file_may_have_is_not_read(client_of, instructor, settings):
    settings.UPLOAD_MAX_BYTES = 4
    answer = client_of(instructor).post(PAGE, {"file": a_file(b"x" * 1_100_000)})
    assert answer.status_code == 400


def test_strangers_get_404(client_of, foreign_instructor, store, tmp_path, economics):
    (tmp_path / "x.mp4").write_bytes(b"x")
    asset = store(tmp_path / "x.mp4")
    stranger = client_of(foreign_instructor)
    assert stranger.get(f"{PAGE}{asset.public_id}/").status_code == 404
    assert stranger.post(PAGE, {"asset": asset.public_id}).status_code == 404
    assert stranger.post(f"{PAGE}?organisation={economics.public_id}", {"file": a_file()}).status_code == 404


@pytest.mark.parametrize("number", [1, 15])
def test_the_page_costs_a_fixed_number_of_queries(
    client_of, instructor, store, tmp_path, number, django_assert_max_num_queries
):
    (tmp_path / "x.mp4").write_bytes(b"x")
    for _ in range(number):
        store(tmp_path / "x.mp4")
    client = client_of(instructor)
    with django_assert_max_num_queries(12):
        assert client.get(PAGE).status_code == 200
