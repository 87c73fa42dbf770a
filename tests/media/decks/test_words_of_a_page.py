"""What PDFium finds becomes text that can be stored, read out and copied."""

from hypothesis import given
from hypothesis import strategies as st

from media.decks.words import LONGEST_TEXT, LONGEST_TITLE, clean_text, title_of


def test_a_word_broken_at_the_end_of_a_line_is_whole_again():
    assert clean_text("organi\ufffe\r\nsation") == "organisation"


def test_spaces_and_empty_lines_are_folded():
    assert clean_text("  党费\u3000 收缴 \r\n\r\n\t三月 ") == "党费 收缴\n三月"


def test_the_title_is_the_first_line_that_says_something():
    assert title_of("12\n•\n九十天提醒\n其余") == "九十天提醒"
    assert title_of("12\n2026") == ""


@given(st.text())
def test_nothing_is_left_that_a_database_or_a_reader_chokes_on(found):
    text = clean_text(found)
    assert len(text) <= LONGEST_TEXT
    assert "\0" not in text
    text.encode()
    assert clean_text(text) == text
    assert len(title_of(text)) <= LONGEST_TITLE
