"""Captions are taken as WebVTT or refused with the line that does not fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media import storage
from media.captions import NotWebVTT, read_webvtt
from media.errors import CaptionUnreadable
from media.models import Caption
from media.services import caption_asset

GOOD = "WEBVTT\n\n00:00.000 --> 00:02.500\n同志们好。\n\n1\n00:00:02.500 --> 00:00:05.000 align:start\n今天学习党章。\n"


def test_a_caption_file_is_stored_and_can_be_replaced(store, tmp_path, at):
    path = tmp_path / "x.mp4"
    path.write_bytes(b"x")
    asset = store(path)
    caption_asset(asset=asset, language="zh-hans", data=GOOD.encode(), at=at)
    caption_asset(asset=asset, language="zh-hans", data=b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode(), at=at)
    caption = Caption.objects.get()
    assert (caption.file_name, caption.cues) == ("captions-zh-hans.vtt", 2)
    assert storage.published_path(asset.public_id, caption.file_name).read_text() == GOOD


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", 1),
        (b"1\n00:00:01,000 --> 00:00:02,000\nSRT\n", 1),
        (b"WEBVTTX\n", 1),
        (b"WEBVTT\n\n00:01.000 -> 00:02.000\n", 4),
        (b"WEBVTT\n\n00:02.000 --> 00:01.000\nbackwards\n", 3),
        (b"WEBVTT\n\n00:01.000 --> 00:61.000\n", 3),
        (b"WEBVTT\n\n\xff\xfe\n", 3),
    ],
)
def test_what_is_not_webvtt_is_refused_with_its_line(data, line):
    with pytest.raises(NotWebVTT) as refused:
        read_webvtt(data)
    assert refused.value.line == line


def test_the_refusal_is_a_sentence(store, tmp_path, at):
    path = tmp_path / "x.mp4"
    path.write_bytes(b"x")
    with pytest.raises(CaptionUnreadable, match="1"):
        caption_asset(asset=store(path), language="zh-hans", data=b"no", at=at)
    assert not Caption.objects.exists()


@given(st.binary(max_size=400) | st.binary(max_size=200).map(lambda data: b"WEBVTT\n" + data))
def test_any_bytes_are_read_or_refused(data):
    try:
        text, cues = read_webvtt(data)
    except NotWebVTT:
        return
    assert text.startswith("WEBVTT")
    assert cues > 0
