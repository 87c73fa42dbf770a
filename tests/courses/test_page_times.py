"""Times rise, begin with the recording and end before it; people write them as they speak of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.page_times import PageTimesMalformed, check, fit, fitted, read_moment, unmarked, written_moment

moments = st.integers(min_value=0, max_value=9 * 3_600_000)


@given(moments)
def test_what_is_written_is_read_again(milliseconds):
    assert read_moment(written_moment(milliseconds)) == milliseconds


@pytest.mark.parametrize(("text", "milliseconds"), [("1:05", 65_000), (" 1：05,4 ", 65_400), ("1:02:03.25", 3_723_250)])
def test_people_write_moments_in_several_ways(text, milliseconds):
    assert read_moment(text) == milliseconds


@pytest.mark.parametrize("text", ["", "65", "1:5", "1:75", "-1:05", "1:05.1234", "gleich", "１:０５"])
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        read_moment(text)


@given(st.lists(st.none() | st.integers(-5, 400), max_size=8), st.integers(0, 8), st.integers(0, 300))
def test_whatever_passes_rises_within_the_recording(times, pages, duration):
    try:
        check(times, pages=pages, duration_ms=duration)
    except PageTimesMalformed as wrong:
        assert 1 <= wrong.page <= max(len(times), pages) + 1
        return
    marked = [begins for begins in times if begins is not None]
    assert len(times) == pages
    assert marked == sorted(set(marked))
    assert all(0 <= begins < duration for begins in marked)
    assert not marked or marked[0] == 0


def test_the_first_page_that_does_not_fit_is_named():
    for times, page in (([0, 5, 5], 3), ([1, 5, 9], 1), ([0, 5, 60], 3), ([None, 5, 9], 1), ([0, 5], 3)):
        with pytest.raises(PageTimesMalformed) as wrong:
            check(times, pages=3, duration_ms=60)
        assert wrong.value.page == page


def test_another_deck_keeps_the_times_of_the_pages_it_has():
    assert fitted([0, 5, 9], 2) == [0, 5]
    assert fitted([0, 5], 4) == [0, 5, None, None]
    assert fitted([], 0) == []
    assert unmarked([0, 5], 4) == [3, 4]


def test_pages_may_wait_for_their_mark_but_not_for_ever():
    check([0, None, 9], pages=3, duration_ms=60)
    assert not fit([0, None, 9], pages=3, duration_ms=60)
    assert fit([0, 5, 9], pages=3, duration_ms=60)
