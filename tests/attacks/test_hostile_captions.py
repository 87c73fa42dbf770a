"""Captions that were written to break the page of everybody who studies, or to keep a process busy."""

from __future__ import annotations

import time

from media.captions.cue_text import speakers, tree
from media.captions.plain import plain_text
from media.captions.reading import read_text
from media.captions.transcript import paragraphs

DEEP = 20_000
MANY = 8_000
OF_A_PROCESSOR = 4.0
"""Seconds; the work is linear and takes a tenth of that, where it was not it took minutes."""


def test_tags_within_tags_without_end_are_read():
    text = "<v 老师><i>" * DEEP + "党课"
    assert plain_text(text) == "党课"
    assert speakers(tree(text))[:2] == ["老师", "老师"]


def test_a_transcript_with_such_captions_is_shown():
    reading = read_text(f"WEBVTT\n\n00:00.000 --> 00:02.000\n{'<b>' * DEEP}党课\n")
    assert paragraphs(reading.captions.cues)[0][0].text == "党课"


def test_thousands_of_regions_cost_no_more_than_their_lines():
    regions = "".join(f"REGION\nid:r{number}\n\n" for number in range(MANY))
    cues = "".join(f"00:00.000 --> 00:0{number % 8 + 1}.000 region:r{number}\n党课\n\n" for number in range(MANY))
    began = time.process_time()
    reading = read_text(f"WEBVTT\n\n{regions}{cues}")
    assert len(reading.captions.cues) == MANY
    assert time.process_time() - began < OF_A_PROCESSOR
