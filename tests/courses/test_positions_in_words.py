"""Positions in a recording, as people write and read them; captions as a text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from courses.durations import clock, milliseconds, minutes_in_words
from courses.transcript import read_transcript

VTT = """WEBVTT

NOTE 录音棚

1
00:06.500 --> 00:09.000 align:start
<v 刘建国>介绍信 &amp; 回执</v>
第二行

01:02:03.000 --> 01:02:05.000
最后一句

00:09.000 --> 00:10.000

"""


@given(st.integers(0, 99 * 3600))
def test_a_position_that_is_shown_can_be_written_back(second):
    assert milliseconds(clock(second)) == second * 1000


@pytest.mark.parametrize("text", ["", "5", "1:5", "1:60", "-1:00", "1:00:00:00", "１分"])
def test_what_is_no_position_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        milliseconds(text)


def test_a_lecture_lasts_at_least_a_minute():
    with translation.override("en"):
        assert [minutes_in_words(Decimal(value)) for value in ("0.2", "1.4", "1.5")] == [
            "1 minute",
            "1 minute",
            "2 minutes",
        ]


def test_captions_are_read_as_plain_text_with_positions():
    cues = read_transcript(VTT)
    assert [(cue.at, cue.text) for cue in cues] == [("0:06", "介绍信 & 回执 第二行"), ("1:02:03", "最后一句")]


@given(st.text(alphabet="0123456789:.-> \n<&;a", max_size=120))
def test_no_captions_break_the_reader(text):
    assert all(cue.text for cue in read_transcript(text))
