"""How many small pictures, how large, and which seconds they stand for."""

from __future__ import annotations

import itertools
import re

from hypothesis import given
from hypothesis import strategies as st

from media.storyboard import (
    COLUMNS,
    LONGEST_SECONDS,
    POSTER_SIDE,
    ROWS,
    SHORTEST_SECONDS,
    TILE_SIDE,
    Storyboard,
    cues,
    plan_stills,
)

durations = st.integers(200, 4 * 3600 * 1000)
sides = st.integers(16, 4096)
TIMES = re.compile(r"(\d+):(\d\d):(\d\d)\.(\d{3}) --> (\d+):(\d\d):(\d\d)\.(\d{3})")


@given(durations, sides, sides)
def test_tiles_stay_small_even_and_few(duration, width, height):
    stills = plan_stills(duration_ms=duration, width=width, height=height)
    board, candidates = stills.storyboard, stills.candidates
    assert SHORTEST_SECONDS <= board.every_seconds <= LONGEST_SECONDS
    assert board.tiles * board.every_seconds * 1000 >= duration
    assert (board.tiles - 1) * board.every_seconds * 1000 < duration
    assert min(board.width, board.height) <= TILE_SIDE
    assert min(candidates.width, candidates.height) <= POSTER_SIDE
    assert not any(side % 2 for side in (board.width, board.height, candidates.width, candidates.height))
    assert candidates.width <= max(2, width)
    assert candidates.height <= max(2, height)
    assert 4 <= candidates.count <= 6


@given(st.lists(durations, min_size=2, max_size=5).map(sorted))
def test_a_longer_recording_never_has_closer_tiles(lengths):
    spacing = [plan_stills(duration_ms=length, width=160, height=90).storyboard.every_seconds for length in lengths]
    assert spacing == sorted(spacing)


@given(durations)
def test_cues_cover_the_recording_without_a_gap_and_each_tile_is_named_once(duration):
    board = plan_stills(duration_ms=duration, width=1280, height=720).storyboard
    text = cues(board, duration_ms=duration, folder="e7")
    spans = []
    for found in TIMES.findall(text):
        hours, minutes, seconds, rest, *end = map(int, found)
        spans.append((((hours * 60 + minutes) * 60 + seconds) * 1000 + rest, _ms(*end)))
    assert spans[0][0] == 0
    assert spans[-1][1] == duration
    assert all(before[1] == after[0] for before, after in itertools.pairwise(spans))
    places = re.findall(r"e7/storyboard-(\d+)\.jpg#xywh=(\d+),(\d+),160,90", text)
    assert len(set(places)) == len(places) == board.tiles
    assert all(int(x) < COLUMNS * 160 and int(y) < ROWS * 90 and int(n) <= board.sheets for n, x, y in places)


def _ms(hours, minutes, seconds, rest):
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest


def test_the_file_reads_as_players_expect():
    text = cues(Storyboard(2, 160, 90, 27), duration_ms=53_200, folder="e1")
    assert text.startswith("WEBVTT\n\n00:00:00.000 --> 00:00:02.000\ne1/storyboard-1.jpg#xywh=0,0,160,90\n\n")
    assert text.endswith("00:00:52.000 --> 00:00:53.200\ne1/storyboard-2.jpg#xywh=160,0,160,90\n")
