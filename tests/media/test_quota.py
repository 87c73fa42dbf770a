"""An organisation has so much room, the same bytes count once, and the last of it is given away once."""

from __future__ import annotations

import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import translation

from media.errors import QuotaExceeded
from media.models import Asset, AssetState
from media.quota import GIGABYTE, quota_of
from media.services import begin_upload, cancel_upload, store_uploaded_file
from school.policies import reading
from school.policies.services.setting import set_policy

PAGE = "/studio/uploads/"
HALF = GIGABYTE // 2


@pytest.fixture
def one_gigabyte(db, at):
    set_policy(key="media.quota_gigabytes", value=1, member=None, office_id=None, reason="test", at=at)
    reading.forget()


@pytest.fixture
def begin(instructor, economics, at, one_gigabyte):
    def begun(size: int, organisation=None) -> Asset:
        place = organisation or economics
        return begin_upload(organisation=place, member=instructor, filename="党课.mp4", size=size, at=at)

    return begun


def test_an_unfinished_upload_takes_the_room_it_announced(begin, economics):
    begin(HALF)
    assert quota_of(economics).used == HALF
    begin(HALF)
    with pytest.raises(QuotaExceeded):
        begin(1)


def test_what_is_given_up_or_failed_takes_none(begin, economics):
    cancel_upload(asset=begin(HALF))
    failed = begin(HALF)
    Asset.objects.filter(pk=failed.pk).update(state=AssetState.FAILED, failure_code="not-media", expires_at=None)
    assert quota_of(economics).used == 0


def test_a_failed_file_that_is_kept_for_another_try_takes_its_room(begin, economics):
    kept = begin(HALF)
    Asset.objects.filter(pk=kept.pk).update(state=AssetState.FAILED, failure_code="too-slow", expires_at=None)
    assert quota_of(economics).used == HALF


def test_the_same_bytes_count_once(begin, economics):
    first, second = begin(HALF), begin(HALF)
    Asset.objects.filter(pk=second.pk).update(store_key=first.store_key)
    assert quota_of(economics).used == HALF


def test_what_belongs_to_organisations_below_counts_there(begin, economics, second_branch):
    begin(HALF, second_branch)
    assert (quota_of(economics).used, quota_of(second_branch).used) == (0, HALF)


def test_the_refusal_names_the_figures(begin, economics):
    begin(GIGABYTE - 1024)
    with pytest.raises(QuotaExceeded) as refused:
        begin(HALF)
    with translation.override("en"):
        said = refused.value.detail.replace("\xa0", " ")
    assert f"{economics.name} has 1.0 KB of 1.0 GB left and this file needs 512.0 MB." in said


def test_less_room_than_is_taken_leaves_none(begin, economics, at):
    begin(GIGABYTE)
    Asset.objects.update(size=2 * GIGABYTE)
    assert (quota_of(economics).free, quota_of(economics).percent) == (0, 100)


def test_the_page_says_how_much_is_taken(client_of, instructor, begin):
    begin(HALF)
    page = client_of(instructor).get(PAGE, headers={"Accept-Language": "en"})
    assert page.context["room"]["used"].replace("\xa0", " ").startswith("512")
    assert page.context["quota"].percent == 50


def test_a_plain_form_is_refused_in_words(client_of, instructor, begin):
    begin(GIGABYTE)

    answer = client_of(instructor).post(PAGE, {"file": SimpleUploadedFile("党课.mp4", b"x")})
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]


def test_a_client_can_ask_before_it_sends(client_of, instructor, begin, settings, economics):
    begin(HALF)
    told = client_of(instructor).get("/api/upload-room").json()
    assert (told["free"], told["largest"]) == (HALF, settings.UPLOAD_MAX_BYTES)
    [unfinished] = told["unfinished"]
    assert (unfinished["file_name"], unfinished["size"], unfinished["organisation"]) == (
        "党课.mp4",
        HALF,
        economics.public_id,
    )


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
def test_two_uploads_that_begin_at_once_cannot_both_take_the_last_room(instructor, economics, at, one_gigabyte):
    outcomes = []

    def begin_one() -> None:
        try:
            begin_upload(organisation=economics, member=instructor, filename="x.mp4", size=HALF + 1, at=at)
            outcomes.append("taken")
        except QuotaExceeded:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=begin_one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused", "refused", "refused", "taken"]


def test_a_file_of_a_form_counts_like_any_other(instructor, economics, at, one_gigabyte):

    file = SimpleUploadedFile("党课.mp4", b"0123456789")
    store_uploaded_file(organisation=economics, member=instructor, file=file, at=at)
    assert quota_of(economics).used == 10
