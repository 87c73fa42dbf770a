"""Frame rates: what a measured figure was meant to be, and what is made of it. Pure."""

from fractions import Fraction
from typing import Final

HIGHEST: Final = Fraction(30)
SLACK: Final = Fraction(105, 100)
"""A camera's 30.3 is still 30, and no reason to drop every other frame."""

STANDARD: Final = (
    Fraction(24000, 1001),
    Fraction(24),
    Fraction(25),
    Fraction(30000, 1001),
    Fraction(30),
    Fraction(50),
    Fraction(60000, 1001),
    Fraction(60),
    Fraction(120),
    Fraction(240),
)
EXACT: Final = Fraction(1, 1000)
NEAR: Final = Fraction(3, 100)


def meant(measured: float, *, steady: bool) -> Fraction:
    """The standard rate a measurement stands for; an unsteady one is taken further than a steady one."""
    figure = Fraction(measured).limit_denominator(1001)
    nearest = min(STANDARD, key=lambda standard: abs(standard - figure))
    reach = EXACT if steady else NEAR
    return nearest if abs(nearest - figure) <= reach * nearest else figure


def too_fast(rate: Fraction) -> bool:
    """Whether a lecture would pay for more frames than it needs."""
    return rate > HIGHEST * SLACK


def slowed(rate: Fraction) -> Fraction:
    """The rate itself, or the largest whole part of it that is not too fast: every frame kept has the same distance."""
    parts = 1
    while too_fast(rate / parts):
        parts += 1
    return rate / parts
