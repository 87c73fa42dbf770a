"""A formula stays on its line: no space in it pushes the page apart or lies over other words."""

from __future__ import annotations

import pytest

from courses.richtext.formulas import mathml


@pytest.mark.parametrize(
    ("source", "length"),
    [
        (r"a\hspace{100000em}b", 'width="20em"'),
        (r"a\hspace{-5cm}b", 'width="-2em"'),
        (r"\rule{1em}{99999in}", 'height="20em"'),
        (r"a\hspace{9999999px}b", 'width="20em"'),
        (r"a\hspace{3em}b", 'width="3em"'),
        (r"a\qquad b", 'width="2em"'),
        (r"\Big( x \Big)", 'minsize="1.623em"'),
    ],
)
def test_lengths_are_bounded(source, length):
    assert length in mathml(source, block=False)
