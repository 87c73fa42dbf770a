"""WebVTT is read by the algorithm of the W3C specification, case by case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.captions.cues import Captions, Cue, Region
from media.captions.webvtt import NotWebVTT, parse, serialise
from tests.media.captions.strategies import CAPTIONS

ONE = "00:01.000 --> 00:02.000"


def cues(text: str) -> list[tuple]:
    return [(cue.start, cue.end, cue.text) for cue in parse(text).captions.cues]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("WEBVTT", []),
        ("WEBVTT\n", []),
        ("\ufeffWEBVTT\n\n" + ONE + "\n甲", [(1000, 2000, "甲")]),
        ("WEBVTT 党章第一课\n\n" + ONE + "\n甲", [(1000, 2000, "甲")]),
        ("WEBVTT\tx\r\n\r\n" + ONE + "\r\n甲\r\n乙\r\n", [(1000, 2000, "甲\n乙")]),
        ("WEBVTT\r\r" + ONE + "\r甲", [(1000, 2000, "甲")]),
        ("WEBVTT\n" + ONE + "\n甲", [(1000, 2000, "甲")]),
        ("WEBVTT\nKind: captions\n\n" + ONE + "\n甲", [(1000, 2000, "甲")]),
        ("WEBVTT\n\n\n\n" + ONE + "\n甲\0", [(1000, 2000, "甲\ufffd")]),
        ("WEBVTT\n\n" + ONE + "\n甲\n00:03.000 --> 00:04.000\n乙", [(1000, 2000, "甲"), (3000, 4000, "乙")]),
        ("WEBVTT\n\n" + ONE + "\n" + ONE + "\n乙", [(1000, 2000, ""), (1000, 2000, "乙")]),
        ("WEBVTT\n\nid\n" + ONE + "\n甲", [(1000, 2000, "甲")]),
        ("WEBVTT\n\nNOTE\n注\n\n" + ONE + "\n甲", [(1000, 2000, "甲")]),
        ("WEBVTT\n\nNOTE 注 " + ONE + "\n甲", []),
        ("WEBVTT\n\n" + ONE + "\n\n甲", [(1000, 2000, "")]),
        ("WEBVTT\n\n100:00:00.000 --> 12345:00:01.500\n甲", [(360_000_000, 44_442_001_500, "甲")]),
        ("WEBVTT\n\n0:00:01.000-->00:00:02.000\n甲", [(1000, 2000, "甲")]),
        ("WEBVTT\n\n \t00:01.000\t-->\t00:02.000 \n甲", [(1000, 2000, "甲")]),
        ("WEBVTT\n\n00:05.000 --> 00:01.000\n甲", [(5000, 1000, "甲")]),
        ("WEBVTT\n\n00:00.000 --> 00:09.000\n甲\n\n00:01.000 --> 00:02.000\n乙", [(0, 9000, "甲"), (1000, 2000, "乙")]),
    ],
)
def test_a_file_gives_these_cues(text, expected):
    assert cues(text) == expected


@pytest.mark.parametrize(
    "text", ["", "webvtt\n", "WEBVTTX\n", "\n\nWEBVTT\n", " WEBVTT\n", "1\n00:00:01,000 --> 00:00:02,000\nSRT\n"]
)
def test_without_the_signature_it_is_something_else(text):
    with pytest.raises(NotWebVTT):
        parse(text)


@pytest.mark.parametrize(
    "times",
    [
        "00:01,000 --> 00:02,000",
        "00:60.000 --> 01:01.000",
        "00:01.00 --> 00:02.000",
        "00:01.0000 --> 00:02.000",
        "1:01.000 --> 00:02.000",
        "00:1.000 --> 00:02.000",
        "60:00.000 --> 00:02.000",
        "00:61:00.000 --> 00:02.000",
        "00:01.000 -->",
        "--> 00:02.000",
        "-1:00.000 --> 00:02.000",
        "٠٠:٠١.٠٠٠ --> 00:02.000",
        "9999999999:00:00.000 --> 00:02.000",
    ],
)
def test_a_time_that_is_none_drops_its_cue_and_says_where(times):
    parsed = parse(f"WEBVTT\n\n{times}\n甲\n\n{ONE}\n乙")
    assert [cue.text for cue in parsed.captions.cues] == ["乙"]
    assert parsed.dropped == (3,)
    assert parsed.lines == (6,)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "align:start position:10%,line-left size:35.5%",
            {"position": "10%,line-left", "size": "35.5%", "align": "start"},
        ),
        ("vertical:rl line:-1", {"vertical": "rl", "line": "-1"}),
        ("line:0 line:5%,end", {"line": "5%,end"}),
        ("align:middle size:101% position:-1% vertical:up line:1.% line:-- line:x", {}),
        ("line: :5 align size:50", {}),
        ("region:fred", {"region": "fred"}),
        ("region:wilma", {}),
        ("region:fred line:1", {"line": "1"}),
        ("region:fred size:100%", {"size": "100%", "region": "fred"}),
        ("region:fred vertical:lr", {"vertical": "lr"}),
        ("align:start\u3000size:5%", {}),
    ],
)
def test_settings_are_taken_where_they_are_understood(written, expected):
    text = f"WEBVTT\n\nREGION\nid:fred width:40% lines:3\nscroll:up foo:bar\n\n{ONE} {written}\n甲"
    parsed = parse(text).captions
    assert dict(parsed.cues[0].settings) == expected
    assert parsed.regions == (Region("fred", (("width", "40%"), ("lines", "3"), ("scroll", "up"))),)


def test_styles_and_regions_count_only_before_the_first_cue():
    text = f"WEBVTT\n\nSTYLE \n::cue {{}}\n\n{ONE}\n甲\n\nSTYLE\n::cue(b) {{}}\n\nREGION\nid:late"
    assert parse(text).captions == Captions((Cue(1000, 2000, "甲"),), ("::cue {}",), ())


def test_a_word_of_a_block_may_name_a_cue():
    assert parse(f"WEBVTT\n\nSTYLE\n{ONE}\n甲").captions.cues == (Cue(1000, 2000, "甲", "STYLE"),)


@given(CAPTIONS)
def test_what_is_written_is_read_back(captions):
    assert parse(serialise(captions)).captions == captions


@given(st.text(alphabet="WEBVT0123456789:.-> \n\r\t<&;aNOTESYLRGI%,", max_size=200))
def test_any_text_is_read_and_written_back_the_same(text):
    once = parse("WEBVTT\n" + text).captions
    assert parse(serialise(once)).captions == once
