"""Which short texts count as the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.folding import fold


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.sampled_from([" ", "\u3000", "\t"]))
def test_space_around_a_text_does_not_matter(text, space):
    assert fold(space + text + space) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＡＢＣ", "abc"),
        ("支部 大会", "支部大会"),
        ("３２学时", "32 学时"),
        ("New  Era", "new era"),
        ("Straße", "STRASSE"),
    ],
)
def test_the_same(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("now here", "nowhere"), ("入党", "人党"), ("1.5", "15"), ("", "无")])
def test_not_the_same(one, other):
    assert fold(one) != fold(other)
