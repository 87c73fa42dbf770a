"""One way to write a name, to find it and to tell namesakes apart."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.organisation.names import fold, is_name, normalise, search_text, sort_text, tails


@dataclass(frozen=True)
class Someone:
    name: str
    number: str


@pytest.mark.parametrize("dot", ["\u30fb", "\u2022", "\u2027", "\uff0e", "\uff65", "\u2219", "\u22c5", " · ", "··"])
def test_every_kind_of_dot_becomes_the_one(dot):
    assert normalise(f"阿依古丽{dot}买买提") == "阿依古丽·买买提"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("张　伟", "张伟"),
        (" 欧阳 明远 ", "欧阳明远"),
        ("Ａｎｎａ  Lee", "Anna Lee"),
        ("J. P. Morgan", "J. P. Morgan"),
        ("O’Neil", "O’Neil"),
    ],
)
def test_a_name_is_written_one_way(typed, written):
    assert normalise(typed) == written
    assert is_name(written)


@pytest.mark.parametrize("name", ["", "·", "张3", "张<b>", "=1+1", "x" * 61, "-张", "张\n伟1"])
def test_what_is_no_name_is_told_apart(name):
    assert not is_name(normalise(name))


@given(st.text(max_size=30))
def test_writing_and_folding_twice_change_nothing(text):
    assert normalise(normalise(text)) == normalise(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("wanted", ["阿依古丽买买提", "阿依古丽 买买提", "阿依古丽•买买提", "ｙｑ２０", "yq-2026"])
def test_what_is_searched_is_found_in_any_writing(wanted):
    assert all(fold(word) in search_text(name="阿依古丽·买买提", number="YQ2026") for word in wanted.split())


def test_common_names_stand_in_the_order_of_their_sounds():
    assert sorted(["赵", "陈", "王", "李", "安"], key=sort_text) == ["安", "陈", "李", "王", "赵"]


def test_only_namesakes_get_a_tail_long_enough_to_tell_them_apart():
    people = [Someone("王芳", "A10217"), Someone("王芳", "B20217"), Someone("李明", "A10003")]
    assert tails(people) == {"A10217": "10217", "B20217": "20217"}


def test_a_namesake_on_another_page_counts():
    assert tails([Someone("王芳", "A10217")], also_elsewhere={"王芳"}) == {"A10217": "0217"}
