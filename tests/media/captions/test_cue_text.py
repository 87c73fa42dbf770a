"""Tags and references inside a cue are read by states, nested and broken ones too."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.captions.cue_text import Node, escaped, speakers, tree
from media.captions.cues import Cue
from media.captions.plain import plain_text, spoken


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("介绍信 &amp; 回执", "介绍信 & 回执"),
        ("<v 刘建国>您好</v>", "您好"),
        ("<c.loud.red>甲<b>乙</c>丙</b>", "甲乙丙"),
        ("<ruby>回<rt>huí</rt>执<rt>zhí</ruby>。", "回执。"),
        ("<lang zh-Hant>黨</lang>", "黨"),
        ("<00:01.000>甲<00:02.000>乙", "甲乙"),
        ("&lt;b&gt; &nbsp;&#20826; &xyz;", "<b> \xa0党 &xyz;"),
        ("<font color=red>甲</font>", "甲"),
        ("甲<b", "甲"),
        ("a < b", "a"),
        ("甲\n乙", "甲乙"),
        ("two\nlines", "two lines"),
        ("<rt>孤</rt>", "孤"),
        ("", ""),
    ],
)
def test_what_is_read_aloud(text, expected):
    assert plain_text(text) == expected


def test_a_tag_keeps_its_classes_its_name_and_what_is_in_it():
    assert tree("<v.first.loud  刘 建国 >甲<i>乙<00:01.000></i></v>丙").children == [
        Node("v", ("first", "loud"), "刘 建国", ["甲", Node("i", (), "", ["乙", 1000])]),
        "丙",
    ]
    assert speakers(tree("<v 甲>x</v><c><v 乙>y")) == ["甲", "乙"]


def test_only_the_innermost_tag_is_closed_and_a_ruby_closes_its_annotation():
    assert tree("<b><i>甲</b>乙</i>").children == [Node("b", (), "", [Node("i", (), "", ["甲", "乙"])])]
    assert tree("<ruby>党<rt>dang</ruby>章").children[-1] == "章"


def test_phrases_run_on_from_cue_to_cue():
    assert spoken([Cue(0, 1, "入党介绍"), Cue(1, 2, "人AB"), Cue(2, 3, "Word")]) == "入党介绍人ab word"


@given(st.text(max_size=60))
def test_plain_text_can_always_be_a_cue(text):
    line = " ".join(text.split())
    assert plain_text(escaped(line)) == line


@given(st.text(alphabet="<>/&;.bcivrutlang \n0:1", max_size=80))
def test_no_text_breaks_the_reader(text):
    assert "<b>" not in plain_text(text)
