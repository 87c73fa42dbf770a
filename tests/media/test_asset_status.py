"""Who may see how an upload fares, and what they are told."""

from __future__ import annotations

import pytest

from media.models import Asset
from media.permissions import can_author_asset
from media.services import prepare_asset


@pytest.fixture
def asset(store, tmp_path) -> Asset:
    path = tmp_path / "not a video.mp4"
    path.write_bytes(b"no video at all")
    return store(path)


def test_the_author_is_told_state_and_reason(client_of, instructor, asset):
    url = f"/api/assets/{asset.public_id}"
    told = client_of(instructor).get(url).json()
    assert (told["id"], told["state"], told["progress_percent"], told["playable"]) == (
        asset.public_id,
        "stored",
        0,
        False,
    )
    prepare_asset(asset_id=asset.pk)
    told = client_of(instructor).get(url, headers={"Accept-Language": "en"}).json()
    assert (told["state"], told["failure_code"]) == ("failed", "not-media")
    assert told["failure"]


def test_strangers_and_learners_get_404(client_of, foreign_instructor, learner, secretary, asset):
    for member in (foreign_instructor, learner, secretary):
        answer = client_of(member).get(f"/api/assets/{asset.public_id}")
        assert answer.status_code == 404
        assert asset.title not in answer.content.decode()


def test_nobody_is_told_without_signing_in(client, asset):
    assert client.get(f"/api/assets/{asset.public_id}").status_code == 401


def test_question_and_queryset_agree_for_the_whole_cast(
    asset, authority, instructor, foreign_instructor, learner, secretary, officer, outsider
):
    for member in (instructor, foreign_instructor, learner, secretary, officer, outsider):
        allowed = can_author_asset(authority(member), asset)
        assert Asset.objects.authorable_by(authority(member)).filter(pk=asset.pk).exists() is allowed
    assert can_author_asset(authority(instructor), asset)


def test_the_status_costs_a_fixed_number_of_queries(client_of, instructor, asset, django_assert_max_num_queries):
    client = client_of(instructor)
    with django_assert_max_num_queries(6):
        client.get(f"/api/assets/{asset.public_id}")
