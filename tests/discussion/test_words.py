"""The word list finds words however they are spelled, and quickly."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.discussion.errors import WordListed, WordListUnreadable
from school.discussion.matching import Matcher, folded
from school.discussion.models import WordListEntry
from school.discussion.services.word_list import drop_word, keep_word, read_list, take_list, written_list
from school.discussion.words import find_words
from school.organisation.acting import Act

LIST = Matcher.of([("敏感词", "zh"), ("vip", "en"), ("ass", "latin"), ("敏感", "short")])


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("这是敏感词。", ["敏感词"]),
        ("这是敏 感-词。", ["敏 感-词"]),
        ("敏\u200b感\u200b词", ["敏\u200b感\u200b词"]),
        ("Ｖ·I P 室", ["Ｖ·I P"]),
        ("去vip区", ["vip"]),
        ("第一class", []),
        ("has salt", []),
        ("敏感。。。。。词", ["敏感"]),
        ("敏感词敏感", ["敏感词", "敏感"]),
        ("", []),
    ],
)
def test_spellings(text, spelled):
    assert [text[hit.start : hit.end] for hit in LIST.find(text)] == spelled


@given(st.text(max_size=40), st.text(max_size=40), st.lists(st.sampled_from(" .-\u200b·"), max_size=3))
def test_a_listed_word_is_found_between_any_texts(before, after, signs):
    spelled = "".join(signs).join("敏感词")
    text = f"{before}。{spelled}。{after}"
    assert any(hit.start <= len(before) + 1 < hit.end for hit in LIST.find(text)) or "敏感" in folded(before)[-2:]


@given(st.text(max_size=200))
def test_places_lie_within_the_text_and_in_order(text):
    ends = [0]
    for hit in LIST.find(text):
        assert ends[-1] <= hit.start < hit.end <= len(text)
        ends.append(hit.end)


def test_ten_thousand_words_cost_one_look_a_character():
    chance = random.Random(3)
    words = {
        "".join(chr(0x4E00 + chance.randrange(3000)) for _ in range(chance.randrange(2, 7))) for _ in range(10_000)
    }
    matcher = Matcher.of((word, word) for word in words)
    text = "".join(chr(0x4E00 + chance.randrange(3000)) for _ in range(4000)) + next(iter(words))
    looks = sum(len(matcher.lengths.get(character, ())) for character in text)
    assert looks < 8 * len(text)
    assert list(matcher.find(text))


def act(at) -> Act:
    return Act(member=None, at=at)


@pytest.mark.pg
def test_the_list_is_read_again_when_it_changes(db, at, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        entry = keep_word(
            entry=WordListEntry(word="机密", action="refuse", advice="请勿上网。", variants="机 蜜"), act=act(at)
        )
    assert [(found.word, found.action, found.advice) for found in find_words("是机-蜜")] == [
        ("机密", "refuse", "请勿上网。")
    ]
    with django_capture_on_commit_callbacks(execute=True):
        drop_word(entry=entry, act=act(at))
    assert find_words("是机-蜜") == ()


def test_looking_costs_no_query_once_the_list_is_known(db, django_assert_num_queries):
    find_words("什么")
    with django_assert_num_queries(0):
        find_words("什么")


@pytest.mark.pg
def test_a_word_stands_once_however_it_is_written(db, at):
    keep_word(entry=WordListEntry(word="VIP"), act=act(at))
    with pytest.raises(WordListed):
        keep_word(entry=WordListEntry(word="ｖ i p"), act=act(at))


@pytest.mark.pg
def test_a_list_comes_back_as_it_went_out(db, at):
    text = "机密\trefuse\t请勿上网。\t机蜜|鸡密\n传言\thold\t\t\n小道\twarn\t请写来源。\t\n"
    assert take_list(text=text, act=act(at)) == 3
    written = written_list(entries=WordListEntry.objects.order_by("pk"))
    assert sorted(written.splitlines()) == sorted(text.splitlines())
    assert take_list(text="机密\twarn", act=act(at)) == 1
    assert WordListEntry.objects.get(word="机密").action == "warn"
    assert WordListEntry.objects.count() == 3


@pytest.mark.parametrize(
    ("text", "line"), [("好\n。。。", 2), ("好\n\n坏\tshout", 3), ("字" * 61, 1), ("好\twarn\t" + "长" * 201, 1)]
)
def test_a_line_that_cannot_be_read_is_named(text, line):
    with pytest.raises(WordListUnreadable) as refused:
        list(read_list(text=text))
    assert refused.value.facts["line"] == line
