"""Reading what ffmpeg wrote, and writing the master playlist."""

from __future__ import annotations

import pytest

from media.playlists import (
    Segment,
    Track,
    aligned,
    has_short_tail,
    master,
    merge_tail,
    peak_and_average,
    read_segments,
)

MEDIA = """#EXTM3U
#EXT-X-TARGETDURATION:4
#EXT-X-MAP:URI="init.mp4"
#EXTINF:4.000000,
part_00000.m4s
#EXTINF:0.100000,
part_00001.m4s
#EXT-X-ENDLIST
"""


def test_segments_are_read():
    assert read_segments(MEDIA) == (Segment(4.0, "part_00000.m4s"), Segment(0.1, "part_00001.m4s"))


def test_a_playlist_that_was_cut_off_is_refused():
    with pytest.raises(ValueError, match="no end"):
        read_segments(MEDIA.replace("#EXT-X-ENDLIST", ""))


def test_a_tail_of_next_to_nothing_is_merged():
    assert has_short_tail(read_segments(MEDIA))
    merged = merge_tail(MEDIA)
    assert read_segments(merged) == (Segment(4.1, "part_00000.m4s"),)
    assert merged.startswith("#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-MAP")
    assert merged.endswith("part_00000.m4s\n#EXT-X-ENDLIST\n")


def test_a_merged_tail_raises_the_target_duration_where_needed():
    merged = merge_tail(MEDIA.replace("4.000000", "4.300000").replace("0.100000", "0.400000"))
    assert "#EXT-X-TARGETDURATION:5\n" in merged


def test_a_real_last_segment_stays():
    assert not has_short_tail((Segment(4, "a"), Segment(0.5, "b")))
    assert not has_short_tail((Segment(0.1, "a"),))


def test_a_tiny_last_segment_does_not_count_as_the_peak():
    peak, average = peak_and_average(read_segments(MEDIA), [50_000, 10_000])
    assert (peak, average) == (100_000, round(60_000 * 8 / 4.1))


def test_alignment_is_about_number_and_length():
    four, two = Segment(4, "a"), Segment(2, "b")
    assert aligned([[four, two], [four, two]], within_seconds=0.1)
    assert not aligned([[four, two], [two, four]], within_seconds=0.1)
    assert not aligned([[four, two], [four]], within_seconds=0.1)


def test_the_master_lists_the_cheapest_first_and_adds_the_sound_to_every_rate():
    low, high = (
        Track(f"v{n}", f"e/v{n}/index.m3u8", "avc1.64001f", n * 1000, n * 900, n * 2, n, 25) for n in (360, 720)
    )
    sound = Track("audio", "e/audio/index.m3u8", "mp4a.40.2", 64_000, 60_000)
    lines = master([high, low], sound).splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["e/v360/index.m3u8", "e/v720/index.m3u8"]
    assert "BANDWIDTH=424000,AVERAGE-BANDWIDTH=384000" in lines[4]
    assert 'CODECS="avc1.64001f,mp4a.40.2"' in lines[4]
