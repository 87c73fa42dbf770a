"""Captions of every shape that the specification allows."""

from __future__ import annotations

from hypothesis import strategies as st

from media.captions.cues import Captions, Cue, Region

LETTERS = st.characters(exclude_characters="\n\r\0\ufeff", exclude_categories=["Cs"])
LINES = st.text(LETTERS, min_size=1, max_size=12).filter(lambda line: "-->" not in line and line.strip(" \t\u3000"))
PERCENT = st.integers(0, 100).map(lambda number: f"{number}%")
WORDS = st.text("abc甲乙.-_", min_size=1, max_size=5)
MOMENTS = st.integers(0, 400 * 3_600_000)
ORDER = ("vertical", "line", "position", "size", "align")
SETTINGS = st.fixed_dictionaries(
    {},
    optional={
        "vertical": st.sampled_from(["rl", "lr"]),
        "line": st.sampled_from(["0", "-1", "50%", "3,start", "10%,center"]),
        "position": st.sampled_from(["30%", "0%,line-left", "12.5%,center"]),
        "size": PERCENT,
        "align": st.sampled_from(["start", "center", "end", "left", "right"]),
    },
).map(lambda found: tuple((name, found[name]) for name in ORDER if name in found))


def texts(most: int = 3) -> st.SearchStrategy[str]:
    return st.lists(LINES, max_size=most).map("\n".join)


CUES = st.builds(Cue, start=MOMENTS, end=MOMENTS, text=texts(), identifier=st.just("") | LINES, settings=SETTINGS)
REGIONS = st.builds(Region, identifier=WORDS, settings=st.just((("width", "40%"), ("lines", "2"))) | st.just(()))
CAPTIONS = st.builds(
    Captions,
    cues=st.lists(CUES, max_size=5).map(tuple),
    styles=st.lists(st.lists(LINES, min_size=1, max_size=2).map("\n".join), max_size=2).map(tuple),
    regions=st.lists(REGIONS, max_size=2, unique_by=lambda region: region.identifier).map(tuple),
)
