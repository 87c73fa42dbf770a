"""What is not a recording ends in `failed`, with a reason a person understands, and leaves no byte behind."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.translation import override

from media.errors import UploadTooLarge
from media.models import Asset, AssetState
from media.services import begin_upload, prepare_asset, receive_chunk, store_file
from media.services.sweeping import expire_uploads
from tests.media.conftest import assets_root, clips, ffmpeg  # noqa: F401 - the same recordings and places
from tests.media.places import files_of

pytestmark = pytest.mark.ffmpeg
GIGABYTE = 1024**3


@pytest.fixture
def uploaded(instructor, economics, at, tmp_path):
    """uploaded(bytes, name) → the asset after everything that can be done with it was done."""

    def upload(data: bytes, name: str = "lecture.mp4") -> Asset:
        path = tmp_path / name
        path.write_bytes(data)
        asset = store_file(organisation=economics, member=instructor, title="党课", path=path, at=at)
        prepare_asset(asset_id=asset.pk)
        asset.refresh_from_db()
        return asset

    return upload


def assert_failed(asset: Asset, code: str, *, left: list[str] | None = None) -> None:
    assert (asset.state, asset.failure_code) == (AssetState.FAILED, code)
    with override("en"):
        assert asset.failure_sentence.endswith(".")
    assert (asset.published_level, asset.lease_token, asset.expires_at) == (0, "", None)
    assert files_of(asset) == (left or [])
    assert not asset.renditions.exists()


def test_a_text_is_not_a_video(uploaded):
    assert_failed(uploaded("不忘初心".encode() * 500), "not-media")


def test_a_script_named_mp4_is_not_a_video_and_never_runs(uploaded, tmp_path):
    assert_failed(uploaded(f"#!/bin/sh\ntouch {tmp_path}/ran\n".encode()), "not-media")
    assert not (tmp_path / "ran").exists()


def test_a_picture_is_not_a_video(uploaded, ffmpeg, tmp_path):  # noqa: F811
    ffmpeg("-f", "lavfi", "-i", "testsrc2=size=320x240:duration=1", "-frames:v", 1, tmp_path / "made.png")
    asset = uploaded((tmp_path / "made.png").read_bytes())
    assert (asset.kind, asset.renditions.count()) == ("image", 0)


def test_an_empty_file(uploaded):
    assert_failed(uploaded(b""), "empty")


def test_a_recording_that_lost_its_end(uploaded, clips):  # noqa: F811
    whole = clips("lecture.mp4").read_bytes()
    assert_failed(uploaded(whole[: len(whole) * 2 // 3]), "incomplete")


@pytest.mark.parametrize("kept", [0.5, 0.9, 0.99])
def test_a_recording_with_its_head_first_that_lost_its_end(uploaded, clips, kept):  # noqa: F811
    whole = clips("head_first.mp4").read_bytes()
    assert_failed(uploaded(whole[: int(len(whole) * kept)]), "incomplete")


def test_a_recording_whose_inside_is_noise(uploaded, clips):  # noqa: F811
    whole = bytearray(clips("head_first.mp4").read_bytes())
    body = whole.find(b"mdat") + 4
    whole[body:] = bytes((index * 7919) % 251 for index in range(len(whole) - body))
    asset = uploaded(bytes(whole))
    assert_failed(asset, asset.failure_code)


@pytest.mark.parametrize(
    "text",
    [
        "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile://{secret}\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile '{secret}'\n",
        '<?xml version="1.0"?><MPD><BaseURL>file://{secret}</BaseURL></MPD>',
    ],
    ids=["hls", "concat", "dash"],
)
def test_a_list_that_points_at_files_of_the_server_is_not_followed(uploaded, clips, text):  # noqa: F811
    assert_failed(uploaded(text.format(secret=clips("talk.mp3")).encode()), "not-media")


def test_four_gigabytes_claimed_and_a_few_bytes_sent_expire(instructor, economics, at):
    asset = begin_upload(organisation=economics, member=instructor, filename="big.mp4", size=4 * GIGABYTE, at=at)
    receive_chunk(asset=asset, offset=0, chunks=[b"\0" * 4096], at=at)
    assert expire_uploads(at=at + timedelta(hours=23)) == 0
    assert expire_uploads(at=at + timedelta(hours=25)) == 1
    asset.refresh_from_db()
    assert_failed(asset, "upload-expired")


def test_more_than_the_limit_is_refused_in_words(instructor, economics, at):
    with pytest.raises(UploadTooLarge) as refused, override("en"):
        begin_upload(organisation=economics, member=instructor, filename="big.mp4", size=4 * GIGABYTE + 1, at=at)
    assert "4 GB" in refused.value.detail
    assert not Asset.objects.exists()


def test_a_file_that_kills_its_worker_every_time_is_given_up(instructor, economics, at, clips):  # noqa: F811
    asset = store_file(organisation=economics, member=instructor, title="党课", path=clips("lecture.mp4"), at=at)
    Asset.objects.filter(pk=asset.pk).update(
        attempts=3, state="transcoding", lease_token="dead", lease_until=at - timedelta(hours=1)
    )
    prepare_asset(asset_id=asset.pk)
    asset.refresh_from_db()
    # The original is kept: a worker that dies may be the machine's fault, and another try needs no other upload.
    assert_failed(asset, "encoding-failed", left=[f"originals/{asset.store_key}"])
