"""A real file goes in; what comes out is decoded and judged as a player would."""

from __future__ import annotations

import subprocess
from array import array

import av
import imageio_ffmpeg
import pytest

from media import storage
from media.loudness import read_summary
from media.models import Asset, AssetState
from media.playlists import read_segments
from media.services import prepare_asset
from tests.media.places import files_of, shown

pytestmark = pytest.mark.ffmpeg


def decoded(path, kind):
    """Number of frames, first and last instant in seconds, key frame instants, and size of the first frame."""
    with av.open(str(path)) as file:
        stream = next(stream for stream in file.streams if stream.type == kind)
        frames = [(frame.time, getattr(frame, "key_frame", False), frame) for frame in file.decode(stream)]
    times = [time for time, _key, _frame in frames]
    first = frames[0][2]
    size = (first.width, first.height) if kind == "video" else None
    return len(frames), min(times), max(times), [time for time, key, _ in frames if key], size


def prepared(asset: Asset) -> Asset:
    ready = prepare_asset(asset_id=asset.pk)
    assert ready is not None
    assert ready.state == AssetState.READY, ready.failure_code
    return ready


def playlist(asset, rendition):
    return shown(asset, rendition.path)


def test_a_recording_becomes_a_ladder_with_picture_and_sound(store, clips):
    asset = prepared(store(clips("lecture.mp4")))
    assert (asset.published_level, asset.progress_percent, asset.kind) == (2, 100, "video")
    assert asset.duration_ms == pytest.approx(5000, abs=60)
    videos = list(asset.renditions.filter(kind="video").order_by("height"))
    assert [(r.width, r.height) for r in videos] == [(640, 360), (960, 540)]
    for rendition in videos:
        frames, first, last, _keys, size = decoded(playlist(asset, rendition), "video")
        assert (frames, size) == (125, (rendition.width, rendition.height))
        assert (first, last) == (pytest.approx(0, abs=0.01), pytest.approx(4.96, abs=0.01))
    sound = asset.renditions.get(kind="audio")
    _frames, first, last, _keys, _size = decoded(playlist(asset, sound), "audio")
    assert (first, last) == (pytest.approx(0, abs=0.05), pytest.approx(5, abs=0.1))


def test_all_rungs_are_cut_at_the_same_places_and_end(store, clips):
    asset = prepared(store(clips("large.mp4")))
    rungs = list(asset.renditions.filter(kind="video"))
    assert len(rungs) == 3
    texts = [playlist(asset, rung).read_text() for rung in rungs]
    cuts = [[segment.seconds for segment in read_segments(text)] for text in texts]
    assert cuts[0] == cuts[1] == cuts[2]
    assert all("#EXT-X-ENDLIST" in text for text in texts)
    keys = [decoded(playlist(asset, rung), "video")[3] for rung in rungs]
    assert keys[0] == keys[1] == keys[2]
    assert keys[0] == pytest.approx([0, 2, 4], abs=0.01)


def test_the_master_playlist_tells_players_what_they_need(store, clips):
    asset = prepared(store(clips("lecture.mp4")))
    text = shown(asset, "master.m3u8").read_text()
    streams = [line for line in text.splitlines() if line.startswith("#EXT-X-STREAM-INF:")]
    assert len(streams) == 2
    for line in streams:
        assert 'CODECS="avc1.' in line
        assert ',mp4a.40.2"' in line
        assert "FRAME-RATE=25.000" in line
        assert 'AUDIO="audio"' in line
    assert f'URI="{asset.edition}/audio/index.m3u8"' in text
    for line in text.splitlines():
        if line and not line.startswith("#"):
            assert shown(asset, line).is_file()


def test_poster_and_plain_mp4_are_there(store, clips):
    asset = prepared(store(clips("lecture.mp4")))
    with av.open(str(shown(asset, "poster.jpg"))) as poster:
        assert poster.streams.video[0].height == 540
    plain = shown(asset, "fallback.mp4")
    assert decoded(plain, "video")[1] == pytest.approx(decoded(plain, "audio")[1], abs=0.03)
    assert plain.read_bytes().find(b"moov") < plain.read_bytes().find(b"mdat")


def test_a_silent_recording_gets_no_sound_rendition(store, clips):
    asset = prepared(store(clips("silent.mp4")))
    assert set(asset.renditions.values_list("kind", flat=True)) == {"video"}
    assert "AUDIO" not in shown(asset, "master.m3u8").read_text()


def test_a_phone_held_upright_stays_upright(store, clips):
    asset = prepared(store(clips("upright.mp4")))
    sizes = sorted(asset.renditions.filter(kind="video").values_list("width", "height"))
    assert sizes == [(360, 640), (540, 960)]
    for rendition in asset.renditions.filter(kind="video"):
        assert decoded(playlist(asset, rendition), "video")[4] == (rendition.width, rendition.height)


def test_sound_alone_becomes_an_audio_lecture(store, clips):
    asset = prepared(store(clips("talk.mp3")))
    assert asset.kind == "audio"
    assert list(asset.renditions.values_list("kind", "width")) == [("audio", 0)]
    text = shown(asset, "master.m3u8").read_text()
    assert f"{asset.edition}/audio/index.m3u8" in text.splitlines()


def test_a_stream_that_fits_is_kept_bit_by_bit_and_lines_up_with_the_encoded_rung(store, clips):
    asset = prepared(store(clips("fitting.mp4")))
    rungs = {r.height: r for r in asset.renditions.filter(kind="video")}
    assert (rungs[540].copied, rungs[360].copied) == (True, False)
    kept, made = (decoded(playlist(asset, rungs[side]), "video") for side in (540, 360))
    assert kept[3] == pytest.approx(made[3], abs=0.005)
    assert kept[1:3] == pytest.approx(made[1:3], abs=0.005)


def test_sound_is_brought_to_the_target_loudness(store, clips, ffmpeg, tmp_path):
    asset = prepared(store(clips("lecture.mp4")))
    path = playlist(asset, asset.renditions.get(kind="audio"))
    words = [imageio_ffmpeg.get_ffmpeg_exe(), "-nostats", "-i", path, "-af", "ebur128=peak=sample:framelog=quiet"]
    said = subprocess.run([*words, "-f", "null", "-"], capture_output=True, text=True, check=True).stderr
    assert read_summary(said).integrated_lufs == pytest.approx(-16, abs=1)


def test_nothing_is_left_beside_the_original_and_what_is_published(store, clips, assets_root):
    asset = prepared(store(clips("lecture.mp4")))
    homes = {tuple(name.split("/")[:2]) for name in files_of(asset)}
    assert homes == {("originals", asset.store_key), ("published", asset.store_key)}
    assert storage.editions(asset.store_key) == [asset.edition]


def test_no_rendition_ends_in_a_segment_of_next_to_nothing(store, clips):
    """Eight seconds are two whole segments, after which the sound encoder's padding would make a third."""
    asset = prepared(store(clips("even.mp4")))
    for rendition in asset.renditions.all():
        segments = read_segments(playlist(asset, rendition).read_text())
        assert len(segments) == 2
    _frames, first, last, _keys, _size = decoded(playlist(asset, asset.renditions.get(kind="audio")), "audio")
    assert (first, last) == (pytest.approx(0, abs=0.05), pytest.approx(8, abs=0.1))


def test_a_recording_cut_on_the_phone_begins_where_it_was_cut(store, clips):
    asset = prepared(store(clips("trimmed.mp4")))
    assert asset.duration_ms == pytest.approx(3500, abs=120)
    for rendition in asset.renditions.all():
        kind = "audio" if rendition.kind == "audio" else "video"
        _frames, first, last, _keys, _size = decoded(playlist(asset, rendition), kind)
        assert (first, last) == (pytest.approx(0, abs=0.05), pytest.approx(3.5, abs=0.1))


def test_a_camcorders_transport_stream_is_prepared(store, clips):
    asset = prepared(store(clips("camcorder.ts")))
    assert not asset.renditions.filter(copied=True).exists()
    assert shown(asset, "poster.jpg").is_file()


def test_sound_that_begins_later_stays_where_it_belongs(store, clips):
    asset = prepared(store(clips("offset.mp4")))
    with av.open(str(playlist(asset, asset.renditions.get(kind="audio")))) as file:
        frames = [(frame.time, max(map(abs, array("f", bytes(frame.planes[0]))))) for frame in file.decode(audio=0)]
    assert frames[0][0] == pytest.approx(0, abs=0.05)
    assert min(time for time, loudest in frames if loudest > 0.01) == pytest.approx(1.5, abs=0.1)
