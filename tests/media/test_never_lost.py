"""A few of the deaths of the soak (tests/soak/test_media_kill.py), one in each part of the work."""

from __future__ import annotations

import random
import struct

import pytest

from media.models import AssetState
from tests.media.dying import Death, assert_settled, survive

pytestmark = [pytest.mark.ffmpeg, pytest.mark.pg, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="session")
def small_film(tmp_path_factory, ffmpeg) -> bytes:
    """A second of a tiny film whose own streams players can take, so that it is published twice."""
    path = tmp_path_factory.mktemp("small") / "small.mp4"
    moving, tone = "testsrc2=size=160x90:rate=25:duration=1", "sine=sample_rate=48000:duration=1"
    picture = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-color_range", "tv")
    ffmpeg("-f", "lavfi", "-i", moving, "-f", "lavfi", "-i", tone, *picture, "-c:a", "aac", "-ac", "2", path)
    return path.read_bytes()


def unique(film: bytes, chance: random.Random) -> bytes:
    """The film with bytes of its own at the end, or it would be taken for one that is ready already."""
    return film + struct.pack(">I4s", 24, b"free") + chance.randbytes(16)


@pytest.mark.parametrize(
    "deaths",
    [
        [Death("receive", "before"), Death("keep original", "after"), Death("hash", "within", 0.0)],
        [Death("publish quickly", "before"), Death("encode", "encoder", 0.1)],
        [Death("switch", "before"), Death("after commit", "before")],
    ],
    ids=lambda deaths: ", ".join(death.phase for death in deaths),
)
def test_a_recording_survives_deaths(small_film, economics, instructor, deaths):
    data = unique(small_film, random.Random(str(deaths)))
    asset = survive(deaths, data=data, organisation=economics, member=instructor)
    assert_settled(asset)
    assert asset.state == AssetState.READY
