"""Files made to read other files, to call other hosts, or to use up the machine: each is really prepared, and fails.

A film of the real kind stands beside them where a format allows both, so that no test passes because nothing works.
"""

from __future__ import annotations

import struct
import subprocess
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import imageio_ffmpeg
import pytest

from media.failures import CIRCUMSTANCES, Failure
from media.models import Asset, AssetState
from media.probing import probe
from tests.media.hostile import Host, Secret, atom, edited, elsewhere, enlarged_pictures, looped, png
from tests.media.killing import assert_whole, left_over
from tests.media.places import files_of, shown

pytestmark = [pytest.mark.ffmpeg, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def host() -> Iterator[Host]:
    """A host on this machine that nobody may call."""
    watched = Host()
    yield watched
    watched.close()
    assert watched.calls == 0, "somebody called"


@pytest.fixture
def secret(tmp_path) -> Iterator[Secret]:
    """A file on this machine that nobody may open."""
    watched = Secret(tmp_path / "secret.ts")
    yield watched
    watched.close()
    assert watched.calls == 0, "somebody opened it"


@pytest.fixture
def prepared(store, tmp_path):
    """prepared(name, bytes) → the asset after its only preparation."""

    def put(name: str, data: bytes | str) -> Asset:
        path = tmp_path / f"upload-{abs(hash(name))}" / name
        path.parent.mkdir()
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        asset = store(path)
        asset.refresh_from_db()
        assert left_over() == []
        return asset

    return put


@pytest.fixture
def blip(tmp_path, ffmpeg) -> Path:
    """One second of sound."""
    path = tmp_path / "blip.mp3"
    ffmpeg("-f", "lavfi", "-i", "sine=duration=1", path)
    return path


@pytest.fixture
def brief(tmp_path, ffmpeg) -> Path:
    """One second of a small film, its table of contents first."""
    path = tmp_path / "brief.mp4"
    moving = "testsrc2=size=160x90:rate=25:duration=1"
    ffmpeg("-f", "lavfi", "-i", moving, "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-movflags", "+faststart", path)
    return path


def assert_refused(asset: Asset, *failures: Failure) -> None:
    """Failed for good with a reason in words, and nothing of it is left."""
    assert (asset.state, asset.published_level) == (AssetState.FAILED, 0)
    assert asset.failure_code in (failures or set(Failure) - CIRCUMSTANCES)
    assert asset.failure_sentence
    assert files_of(asset) == []


def test_who_listens_would_hear_a_call_and_a_reader(tmp_path):
    host, secret = Host(), Secret(tmp_path / "secret.ts")
    for target in (f"http://127.0.0.1:{host.port}/x.ts", str(secret.path)):
        script = tmp_path / "script.ffconcat"
        script.write_text(f"ffconcat version 1.0\nfile '{target}'\n")
        words = ("-loglevel", "quiet", "-safe", "0", "-protocol_whitelist", "file,http,tcp")
        program = [imageio_ffmpeg.get_ffmpeg_exe(), *words, "-i", script, "-f", "null", "-"]
        subprocess.run(program, check=False, timeout=30, stdin=subprocess.DEVNULL)
    host.close()
    secret.close()
    assert (host.calls > 0, secret.calls) == (True, 1)


PLAYLIST = "#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:5,\n{host}\n#EXTINF:5,\n{file}\n#EXT-X-ENDLIST\n"
DASH = """<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT5S"
profiles="urn:mpeg:dash:profile:isoff-on-demand:2011"><Period><AdaptationSet mimeType="video/mp4">
<Representation id="1" bandwidth="1"><BaseURL>{host}</BaseURL></Representation>
<Representation id="2" bandwidth="1"><BaseURL>{file}</BaseURL></Representation></AdaptationSet></Period></MPD>"""
SDP = (
    "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video {port} RTP/AVP 96\na=rtpmap:96 H264/90000\n"
)
EVENT = "Dialogue: 0,0:00:00.00,0:00:05.00,,,0,0,0,,{host}"
WORDS = f"[Script Info]\nScriptType: v4.00+\n[Fonts]\nfontname: {{file}}\n[Events]\n{EVENT}"
SCRIPTS = {
    "playlist": PLAYLIST,
    "playlist of a file url": PLAYLIST.replace("{file}", "file://{file}"),
    "concat": "ffconcat version 1.0\nfile '{host}'\nfile '{file}'\n",
    "manifest": DASH,
    "links": '<asx version="3.0"><entry><ref href="{host}"/><ref href="{file}"/></entry></asx>',
    "subtitles": WORDS,
    "filter": "movie={file},concat={host}",
    "drawing": '<svg xmlns="http://www.w3.org/2000/svg"><image href="{host}"/><image href="{file}"/></svg>',
}


@pytest.mark.parametrize("kind", SCRIPTS)
def test_a_script_that_names_a_host_or_a_file_is_no_recording(prepared, host, secret, kind):
    script = SCRIPTS[kind].replace("{host}", f"http://127.0.0.1:{host.port}/x.ts").replace("{file}", str(secret.path))
    assert_refused(prepared("lecture.mp4", script), Failure.NOT_MEDIA)


def test_a_session_description_opens_no_port(prepared, host):
    assert_refused(prepared("stream.mp4", SDP.format(port=host.port)), Failure.NOT_MEDIA)


def test_a_playlist_behind_the_head_of_a_film_stays_shut(prepared, host, secret):
    script = PLAYLIST.format(host=f"http://127.0.0.1:{host.port}/x.ts", file=secret.path).encode()
    for head in (
        atom(b"ftyp", b"isom\0\0\0\0isom"),
        b"\x1a\x45\xdf\xa3",
        b"ID3\4\0\0\0\0\0\0",
        b"\x47" + b"\xff" * 187,
    ):
        assert_refused(prepared(f"{head[:4].hex()}.mp4", head + script))


STRANGE = "two\nlines 'and' \"$(touch x)\"; rm -rf x.mp4"


@pytest.mark.parametrize("name", ["-frame-%03d.jpg", "concat:a|b", STRANGE])
def test_a_name_is_only_a_name(prepared, blip, name):
    asset = prepared(name, blip.read_bytes())
    assert_whole(asset)
    assert asset.file_name == name.replace("\n", ""), "what a terminal or a header would act on is gone, nothing else"


def test_a_picture_that_says_it_is_a_film_is_refused_whatever_size_it_claims(prepared):
    assert_refused(prepared("film.mp4", png(2**31 - 1, 2**31 - 1)), Failure.IMAGE_SIZE)


def test_a_film_of_enormous_frames_is_refused_by_their_size(prepared, tmp_path, ffmpeg):
    film = tmp_path / "wall.avi"
    ffmpeg("-f", "lavfi", "-i", "testsrc2=size=160x90:rate=5:duration=1", "-c:v", "mjpeg", film)
    asset = prepared("wall.avi", enlarged_pictures(film.read_bytes(), 16_384, 16_384))
    assert_refused(asset, Failure.PICTURE_SIZE, Failure.DAMAGED)


def test_an_archive_of_nothing_but_zeros_is_not_unpacked(prepared, tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("film.mp4", b"\0" * 20_000_000)
    assert_refused(prepared("zipped.mp4", path.read_bytes()), Failure.NOT_MEDIA)
    assert_refused(prepared("packed.mp4", zlib.compress(b"\0" * 10_000_000)), Failure.NOT_MEDIA)


def test_a_hundred_thousand_packets_of_one_byte_are_counted_within_the_limits(tmp_path):
    path = tmp_path / "flood.amr"
    path.write_bytes(b"#!AMR\n" + b"\x04" + b"\0" * 12 + b"\x7c" * 99_999)
    assert probe(path).duration_ms == 100_000 * 20


def test_a_film_that_says_it_lasts_for_years_is_measured_by_what_is_there(prepared, brief):
    data = edited(brief.read_bytes(), timescale=1)
    asset = prepared("years.mp4", data)
    assert asset.state == AssetState.FAILED or asset.duration_ms < 10**9


def test_boxes_within_boxes_without_end_are_refused(prepared):
    nested = b""
    for _depth in range(5_000):
        nested = atom(b"moov", nested)
    assert_refused(prepared("deep.mp4", atom(b"ftyp", b"isom\0\0\0\0isom") + nested))


def test_a_box_of_no_length_does_not_loop(prepared):
    assert_refused(prepared("loop.mp4", looped()))


@pytest.mark.parametrize("kind", [b"url ", b"alis"])
def test_a_film_whose_bytes_lie_in_another_file_does_not_get_them(prepared, tmp_path, brief, secret, kind):
    asset = prepared("elsewhere.mov", elsewhere(brief.read_bytes(), kind, str(secret.path)))
    assert asset.state in {AssetState.READY, AssetState.FAILED}, "its own bytes, or none"


def test_the_film_with_bytes_elsewhere_is_a_working_trap(tmp_path, brief):
    """Told to follow such references, ffmpeg does: it is our not telling it that protects."""
    secret, film = Secret(tmp_path / "secret.ts"), tmp_path / "elsewhere.mov"
    film.write_bytes(elsewhere(brief.read_bytes(), b"alis", str(secret.path)))
    follow = ("-loglevel", "quiet", "-enable_drefs", "1", "-use_absolute_path", "1")
    program = [imageio_ffmpeg.get_ffmpeg_exe(), *follow, "-i", film, "-f", "null", "-"]
    subprocess.run(program, check=False, timeout=30, stdin=subprocess.DEVNULL)
    secret.close()
    assert secret.calls >= 1


def test_what_is_attached_to_a_film_goes_nowhere(prepared, tmp_path, brief, ffmpeg):
    attachment, film = tmp_path / "evil.ttf", tmp_path / "attached.mkv"
    attachment.write_bytes(b"not a font, but 'secret words'")
    ffmpeg("-i", brief, "-attach", attachment, "-metadata:s:t", "mimetype=font/ttf", "-c", "copy", film)
    asset = prepared("attached.mkv", film.read_bytes())
    assert_whole(asset)
    home = shown(asset, "master.m3u8").parent
    assert not [path for path in home.rglob("*") if path.is_file() and b"secret words" in path.read_bytes()]


def test_a_film_that_asks_for_the_next_part_does_not_get_it(prepared, tmp_path, brief, ffmpeg):
    film = tmp_path / "linked.mkv"
    ffmpeg("-i", brief, "-c", "copy", film)
    next_part = b"\x3e\x83\xbb" + bytes([0x80 | 9]) + b"secret.ts"  # NextFilename
    data = film.read_bytes()
    mark = data.index(b"\x2a\xd7\xb1")  # TimestampScale, the first thing within Info
    asset = prepared("linked.mkv", data[:mark] + next_part + data[mark:])
    assert asset.state in {AssetState.READY, AssetState.FAILED}
    assert asset.state == AssetState.FAILED or asset.duration_ms < 6_000


@pytest.mark.parametrize(
    ("name", "share"), [("silent.mp4", 0.02), ("silent.mp4", 0.7), ("camcorder.ts", 0.4), ("talk.mp3", 0.3)]
)
def test_a_file_that_breaks_off_ends_one_way_or_the_other(prepared, clips, name, share):
    data = clips(name).read_bytes()
    asset = prepared(name, data[: int(len(data) * share)])
    assert asset.state in {AssetState.READY, AssetState.FAILED}
    if asset.state == AssetState.FAILED:
        assert_refused(asset)


@pytest.mark.parametrize("seed", range(2))
def test_a_file_with_broken_bytes_ends_one_way_or_the_other(prepared, brief, seed):
    data = bytearray(brief.read_bytes())
    for turn in range(100):
        place = zlib.crc32(struct.pack("<II", seed, turn)) % len(data)
        data[place] ^= 1 + zlib.crc32(struct.pack("<II", turn, seed)) % 255
    asset = prepared("broken.mp4", bytes(data))
    assert asset.state in {AssetState.READY, AssetState.FAILED} or asset.delay_code
