"""Files as they really come are mended, and every repair is told with its line; what cannot be mended is refused."""

from __future__ import annotations

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from media.captions.importing import LARGEST_BYTES, read_captions
from media.captions.moving import STRETCHES, Move
from media.captions.reading import read_text
from media.captions.srt import write_srt
from media.captions.webvtt import parse, serialise
from tests.media.captions.strategies import CAPTIONS

SRT = "1\n00:00:01,000 --> 00:00:02,500\n同志们好。\n\n2\n00:00:03,000 --> 00:00:05,000\n今天学习党章。\n"
VTT = "WEBVTT\n\n00:01.000 --> 00:02.500\n同志们好。\n\n00:03.000 --> 00:05.000\n今天学习党章。"


def read(text: str | bytes, **facts):
    reading = read_captions(text.encode() if isinstance(text, str) else text, **facts)
    cues = [(cue.start, cue.end, cue.text) for cue in reading.captions.cues]
    return cues, [(finding.fault.value, finding.line) for finding in reading.findings]


GOOD = [(1000, 2500, "同志们好。"), (3000, 5000, "今天学习党章。")]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_file_of_any_encoding_and_line_end_is_read(codec, line_end):
    cues, faults = read(SRT.replace("\n", line_end).encode(codec))
    assert cues == GOOD
    assert faults == ([] if codec.startswith("utf-8") else [("encoding", 0)])


@pytest.mark.parametrize(
    ("text", "expected", "faults"),
    [
        (SRT.replace("2\n00", "00"), GOOD, [("counter", 5)]),
        (SRT.replace("\n\n2\n", "\n\n1\n"), GOOD, [("counter", 5)]),
        (SRT.replace("\n\n2\n", "\n2\n"), GOOD, [("no-blank-line", 4)]),
        (SRT.replace("\n\n2\n", "\n"), GOOD, [("counter", 4), ("no-blank-line", 4)]),
        (SRT.replace("01,000", "01.000"), GOOD, [("time-form", 2)]),
        (SRT.replace("00:00:01,000", "0:1,0"), GOOD, [("time-form", 2)]),
        (SRT.replace("00:00:01,000 -->", "００：００：０１，０００ →"), GOOD, [("time-form", 2)]),
        (SRT.replace(",500", ",500  X1:40 X2:600"), GOOD, [("place", 2)]),
        (SRT.replace("同志们", "同志\ufeff们"), GOOD, [("stray-mark", 3)]),
        (SRT.replace("同志们好。", "<font color='#fff'>同志们</font>好。"), GOOD, [("tags", 3)]),
        (SRT.replace("同志们好。", "同志们\n\n好。"), [(1000, 2500, "同志们\n好。"), GOOD[1]], [("blank-inside", 5)]),
        (SRT.replace("同志们好。", ""), [GOOD[1]], [("empty-cue", 2)]),
        (
            SRT.replace("00:00:01,000", "00:00:04,000"),
            [(2500, 3000, "同志们好。"), GOOD[1]],
            [("overlap", 2), ("reversed", 2)],
        ),
        (SRT.replace("00:00:02,500", "00:00:01,000"), [(1000, 2000, "同志们好。"), GOOD[1]], [("no-length", 2)]),
        (SRT.replace("02,500", "03,200"), [(1000, 3000, "同志们好。"), GOOD[1]], [("overlap", 2)]),
        (
            SRT.replace("00:00:01,000 --> 00:00:02,500", "00:00:06,000 --> 00:00:07,000"),
            [GOOD[1], (6000, 7000, "同志们好。")],
            [("order", 6)],
        ),
        (SRT + SRT.partition("\n\n")[2].replace("2\n", "\n3\n", 1), GOOD, [("repeated", 10)]),
        (
            "webvtt\n\n00:01.000 --> 00:02.500\n同志们好。\n\n00:03.000 --> 00:05.000\n今天学习党章。",
            GOOD,
            [("signature", 1)],
        ),
        ("\n\nWEBVTT\n\n1:1,0 --> 2,5\n甲", [], [("signature", 3), ("time-unreadable", 5)]),
        (
            "WEBVTT\n\n00:00:01,000 --> 00:00:02,500\n同志们好。\n3\n00:03.000 --> 00:05.000\n今天学习党章。",
            GOOD,
            [("time-form", 3), ("no-blank-line", 5)],
        ),
        (
            VTT.replace("WEBVTT", "WEBVTT\n\nNOTE 甲").replace("\n\n00:03", "\n\nSTYLE\n::cue{}\n\n00:03"),
            GOOD,
            [("comment", 3), ("late-block", 8)],
        ),
        ("片头\n\n" + SRT, [], [("no-time", 1)]),
        (SRT.replace("00:00:03,000", "00:00:75,000"), [GOOD[0]], [("time-unreadable", 6)]),
        ("甲乙丙", [], [("no-time", 1)]),
        ("", [], [("nothing", 0)]),
        (b"\xff\xfe\x00", [], [("undecodable", 0)]),
        (b"x" * (LARGEST_BYTES + 1), [], [("too-large", 0)]),
    ],
)
def test_a_fault_is_mended_or_refused_at_its_line(text, expected, faults):
    found, told = read(text)
    refused = bool(read_captions(text.encode() if isinstance(text, str) else text).refusals)
    assert sorted(told) == sorted(faults)
    assert refused or found == expected


def test_a_mark_for_the_upper_edge_becomes_a_place():
    reading = read_captions(SRT.replace("同志们", "{\\an8}同志们").encode())
    assert reading.captions.cues[0].settings == (("line", "0"),)
    assert [finding.fault for finding in reading.findings] == ["tags"]


def test_tags_that_are_no_tags_are_characters():
    cues, faults = read(SRT.replace("同志们好。", "a < b & <i>c</i>"))
    assert cues[0][2] == "a &lt; b &amp; <i>c</i>"
    assert faults == []


def test_what_lies_beyond_the_recording_is_cut_or_left_out():
    assert read(SRT, duration_ms=4000) == ([GOOD[0], (3000, 4000, "今天学习党章。")], [("beyond-end", 6)])
    assert read(SRT, duration_ms=2800) == ([GOOD[0]], [("starts-beyond", 6)])
    assert ("wrong-recording", 0) in read(SRT, duration_ms=500)[1]


def test_times_are_stretched_then_shifted_and_never_negative():
    move = Move(shift_ms=-1500, stretch=STRETCHES["25-24"])
    cues, _faults = read(SRT, move=move)
    assert [(start, end) for start, end, _text in cues] == [(0, 1104), (1625, 3708)]


def test_captions_shown_together_stay_so_in_webvtt():
    text = "WEBVTT\n\n00:00.000 --> 00:09.000\n甲\n\n00:01.000 --> 00:02.000\n乙"
    assert read(text) == ([(0, 9000, "甲"), (1000, 2000, "乙")], [])


def test_every_fault_is_a_sentence():
    with translation.override("en"):
        reading = read_captions(SRT.replace("01,000", "01.000").encode())
        assert reading.findings[0].sentence == (
            "The time “00:00:01.000 --> 00:00:02,500” is taken as 00:00:01.000 --> 00:00:02.500."
        )


@given(CAPTIONS)
def test_a_well_formed_file_is_read_as_the_specification_reads_it(captions):
    text = serialise(captions)
    reading = read_text(text)
    assert reading.captions == parse(text).captions == captions
    assert reading.findings == ()


@given(CAPTIONS)
def test_what_is_exported_as_subrip_can_be_loaded_again(captions):
    text = write_srt(captions.cues)
    assert all(finding.fault != "time-unreadable" for finding in read_text(text).findings)
    assert len(read_text(text).captions.cues) == text.count(" --> ") or "-->" in "".join(c.text for c in captions.cues)


@given(st.binary(max_size=300) | st.text(alphabet="0123456789:,.-> \n甲<{\\}&", max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(data):
    reading = read_captions(data)
    assert reading.refusals or reading.captions.cues
    assert len(reading.lines) == len(reading.captions.cues)
    assert all(finding.sentence for finding in reading.findings)
