"""Numbers that check out are found; dates, order numbers, versions and amounts are left alone."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.proofreading.headings import skipped_headings
from courses.proofreading.html_text import links_of, pictures_untold, words_of
from courses.proofreading.number_patterns import pattern_of
from courses.proofreading.personal_data import (
    Personal,
    find_personal_data,
    is_card_number,
    is_identity_number,
    masked,
)

IDENTITY = "11010519491231002X"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (f"身份证号{IDENTITY}。", [Personal.IDENTITY]),
        ("身份证号110105 19491231 002x，", [Personal.IDENTITY]),
        ("１１０１０５１９４９１２３１００２Ｘ", [Personal.IDENTITY]),
        ("请打13812345678联系", [Personal.PHONE]),
        ("电话：+86 138-1234-5678", [Personal.PHONE]),
        ("手机 138 1234 5678。", [Personal.PHONE]),
        ("卡号 6222 0202 0011 2230 004", [Personal.CARD]),
        ("4111111111111111", [Personal.CARD]),
        ("写信给wang.li+dk@example.edu.cn。", [Personal.MAIL]),
        ("13812345678或zhao@example.com", [Personal.PHONE, Personal.MAIL]),
        ("学号YQ202600017", [Personal.MEMBER]),
    ],
)
def test_what_is_personal_is_found(text, kinds):
    numbers = pattern_of(["YQ#########"])
    assert [hit.kind for hit in find_personal_data(text, member_number=numbers)] == kinds


@pytest.mark.parametrize(
    "text",
    [
        "2026年11月23日 19:30",
        "20261123193000",
        "订单号 202611231930001234",
        "110105194912310021",  # a wrong check digit
        "11010519491331002X",  # no such month
        "00010519491231002X",  # no such region
        "第12345678901号",
        "固定电话 010-62511234",
        "版本 1.3812345678",
        "https://example.org/?id=13812345678",
        "6222020200112230005",  # a wrong Luhn digit
        "1111111111111111",
        "ISBN 978-7-01-012345-6",
        "3.1415926535897932",
        "中组发〔2026〕13号",
        "a@b",
        "第十九届@全体",
        "100000000000",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text):
    assert find_personal_data(text, member_number=pattern_of(["YQ#########", "##"])) == ()


def test_places_are_those_of_the_text_as_it_was_written():
    text = "全角１３８１２３４５６７８号"
    (hit,) = find_personal_data(text)
    assert text[hit.start : hit.end] == "１３８１２３４５６７８"


@given(st.integers(0, 10**17 - 1))
def test_of_eleven_check_digits_at_most_one_is_right(number):
    body = f"{number:017}"
    assert sum(is_identity_number(body + last) for last in "0123456789X") <= 1


@given(st.integers(0, 10**13 - 1))
def test_one_digit_in_ten_completes_a_card(number):
    assert sum(is_card_number(f"62{number:013}{last}") for last in range(10)) == 1


@given(st.text(max_size=200))
def test_no_text_breaks_the_search_and_hits_do_not_overlap(text):
    hits = find_personal_data(text, member_number=re.compile("[0-9]{4}"))
    assert all(one.end <= other.start for one, other in pairwise(hits))


def test_a_long_row_of_digits_is_searched_in_an_instant():
    assert find_personal_data("1 " * 50_000 + "@" * 50_000 + "a." * 20_000) == ()


def test_what_is_shown_of_it_is_masked():
    assert masked(IDENTITY) == "1" + "•" * 12 + "X"
    assert masked("12") == "••"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2>一</h2><p>文</p><h3>甲</h3><h2>二</h2>", []),
        ("<h2>一</h2><h4>乙</h4>", [("乙", 4, 2)]),
        ("<p>文</p><h3>丙</h3>", [("丙", 3, 1)]),
        ("<h2>一</h2><h3>甲</h3><h4>子</h4><h3>乙</h3>", []),
    ],
)
def test_headings_that_skip_a_level(html, expected):
    assert [(one.title, one.level, one.after) for one in skipped_headings(html)] == expected


def test_words_links_and_pictures_of_a_section():
    html = '<h2>题</h2><p>一<a href="https://a.example/x">链</a>\n二</p><img src="/i/1" alt=""><a href="#y">内</a>'
    assert words_of(html) == "题\n一链 二\n内"
    assert links_of(html) == ("https://a.example/x",)
    assert pictures_untold(html) == ("/i/1",)
