"""Two texts as one with marks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from courses.text_marks import Mark, changed_share, marks, shortened

texts = st.text(alphabet="党章讲课学习\n,。", max_size=60)


@given(texts, texts)
def test_both_texts_can_be_read_out_of_the_marks(before, after):
    found = marks(before, after)
    assert "".join(piece.text for piece in found if piece.sign != "in") == before
    assert "".join(piece.text for piece in found if piece.sign != "out") == after


@given(texts)
def test_a_text_against_itself_has_no_mark(text):
    found = marks(text, text)
    assert changed_share(found) == 0
    assert all(piece.sign == "same" for piece in found)


@given(texts, texts)
def test_no_change_is_left_out_of_the_short_form(before, after):
    found = marks(before, after)
    assert [one for one in shortened(found) if one.sign != "same"] == [one for one in found if one.sign != "same"]


def test_the_characters_that_changed_are_marked_and_not_the_sentence():
    assert marks("有效期最长九十天", "有效期最长三十天") == (
        Mark("same", "有效期最长"),
        Mark("out", "九"),
        Mark("in", "三"),
        Mark("same", "十天"),
    )
