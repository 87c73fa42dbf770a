"""Marks are bounded, a blank is nothing, and the order in which options stand is worth nothing either."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.answers import Chosen, Counted, Said, Written
from quizzes.content import (
    MultipleContent,
    NumericContent,
    Option,
    ShortTextContent,
    SingleContent,
    TrueFalseContent,
    Variant,
    WeightedOption,
)
from quizzes.grading import AnswerOfAnotherKind, Graded, grade, share_of, total_of
from tests.quizzes.strategies import answered, contents, halves, max_marks, multiples


@given(answered, max_marks)
def test_a_mark_lies_between_nothing_and_the_maximum(pair, max_mark):
    graded = grade(*pair, max_mark=max_mark)
    assert 0 <= graded.share <= 1
    assert 0 <= graded.mark <= max_mark


@given(contents)
def test_a_blank_earns_nothing(content):
    assert share_of(content, None) == 0


@given(multiples, st.data())
def test_reordering_options_changes_no_mark(content, data):
    positions = data.draw(st.frozensets(st.integers(0, len(content.options) - 1), min_size=1))
    order = data.draw(st.permutations(range(len(content.options))))
    reordered = MultipleContent(options=tuple(content.options[old] for old in order))
    moved = frozenset(order.index(position) for position in positions)
    assert share_of(reordered, Chosen(moved)) == share_of(content, Chosen(positions))


@given(multiples, st.data())
def test_choosing_one_more_wrong_option_never_helps(content, data):
    positions = data.draw(st.frozensets(st.integers(0, len(content.options) - 1), min_size=1))
    wrong = {position for position, option in enumerate(content.options) if option.share <= 0}
    assert share_of(content, Chosen(positions | wrong)) <= share_of(content, Chosen(positions))


def test_partial_credit_is_the_sum_of_the_chosen_shares_kept_within_bounds():
    content = MultipleContent.with_right_options(
        [("甲", True, ""), ("乙", True, ""), ("丙", True, ""), ("丁", False, "")]
    )
    assert share_of(content, Chosen(frozenset({0, 1}))) == Fraction(2, 3)
    assert share_of(content, Chosen(frozenset({0, 3}))) == 0
    assert share_of(content, Chosen(frozenset({3}))) == 0
    assert share_of(content, Chosen(frozenset({0, 1, 2}))) == 1
    assert grade(content, Chosen(frozenset({0, 1, 2})), max_mark=Decimal(1)).mark == 1


def test_a_single_choice_is_right_or_not():
    content = SingleContent(options=(Option(text="甲"), Option(text="乙")), right=1)
    assert share_of(content, Chosen(frozenset({1}))) == 1
    assert share_of(content, Chosen(frozenset({0}))) == 0
    assert share_of(content, Chosen(frozenset({0, 1}))) == 0


def test_true_or_false():
    assert share_of(TrueFalseContent(right=False), Said(truth=False)) == 1
    assert share_of(TrueFalseContent(right=False), Said(truth=True)) == 0


def test_a_short_text_earns_its_best_variant_whatever_its_width_case_and_spacing():
    content = ShortTextContent(variants=(Variant(text="Party School"), Variant(text="school", share=Fraction(1, 2))))
    assert share_of(content, Written(" ＰＡＲＴＹ  school ")) == 1
    assert share_of(content, Written("School")) == Fraction(1, 2)
    assert share_of(content, Written("university")) == 0


@pytest.mark.parametrize(("number", "share"), [("9.5", 1), ("10.5", 1), ("10.51", 0), ("-10", 0)])
def test_a_number_is_right_up_to_and_including_its_tolerance(number, share):
    content = NumericContent(value=Decimal(10), tolerance=Decimal("0.5"), unit="km")
    assert share_of(content, Counted(Decimal(number), number)) == share


def test_an_answer_of_another_kind_is_a_programming_error():
    with pytest.raises(AnswerOfAnotherKind):
        share_of(TrueFalseContent(right=True), Written("对"))


@given(st.lists(st.builds(Graded, halves, max_marks), min_size=1, max_size=8), st.integers(0, 100))
def test_passing_is_judged_on_exact_values(items, pass_percent):
    total = total_of(items, pass_percent=pass_percent)
    exact = sum(item.share * Fraction(item.max_mark) for item in items)
    assert total.passed == (exact >= Fraction(total.max_mark) * Fraction(pass_percent, 100))
    assert 0 <= total.mark <= total.max_mark
    assert abs(Fraction(total.mark) - exact) <= Fraction(1, 20000)


def test_three_thirds_of_a_mark_pass_at_one_hundred_percent():
    third = WeightedOption(text="甲", share=Fraction(1, 3))
    content = MultipleContent(options=(third, third, third))
    assert total_of([grade(content, Chosen(frozenset({0, 1, 2})), max_mark=Decimal(1))], pass_percent=100).passed


def test_tolerance_is_exact_for_long_numbers():
    content = NumericContent(value=Decimal(999999999999999), tolerance=Decimal("0.000000000000001"))
    assert share_of(content, Counted(Decimal("999999999999999.000000000000001"), "")) == 1
    assert share_of(content, Counted(Decimal("999999999999999.000000000000002"), "")) == 0
