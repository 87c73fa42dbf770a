"""Generators of what a player, honest or not, may report."""

from hypothesis import strategies as st

from progress.beats import Beat
from progress.coverage import Timeline

timelines = st.integers(1, 40_000).map(Timeline)


def intervals(longest: int = 40_000):
    """Half-open intervals of milliseconds, empty ones among them."""
    ends = st.integers(0, longest)
    return st.tuples(ends, ends).map(lambda pair: (min(pair), max(pair)))


reports = st.lists(intervals(), max_size=6).map(tuple)


@st.composite
def beats(draw, *, numbers=60, span_ms=30_000):
    """Beats whose wall times collide, touch and run ahead, and whose media is now possible and now not."""
    start = draw(st.integers(-500, span_ms))
    length = draw(st.one_of(st.integers(0, 60), st.integers(0, 12_000)))
    media = draw(st.lists(st.tuples(st.integers(-50, 41_500), st.integers(0, 2 * length + 900)), max_size=4))
    return Beat(
        seq=draw(st.integers(1, numbers)),
        wall=(start, start + length),
        media=tuple((a, a + played) for a, played in media),
        rate=1.0,
    )
