"""What an answer is worth. Pure: content and answer in, an exact share of the mark out (ORACLES §4.1, deferred)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from quizzes.answers import Answer, Chosen, Counted, Said, Written
from quizzes.content import (
    Content,
    MultipleContent,
    NumericContent,
    ShortTextContent,
    SingleContent,
    TrueFalseContent,
)
from quizzes.folding import fold

MARK_STEP = Decimal("0.0001")
NOTHING = Fraction(0)
WHOLE = Fraction(1)


class AnswerOfAnotherKind(TypeError):
    """A programming error: the answer does not belong to this content."""


@dataclass(frozen=True)
class Graded:
    """A share (0..1) of `max_mark`."""

    share: Fraction
    max_mark: Decimal

    @property
    def mark(self) -> Decimal:
        """Rounded half up to four decimals; never above `max_mark`, which has two."""
        return as_mark(self.share * Fraction(self.max_mark))


@dataclass(frozen=True)
class Total:
    """The outcome of a whole attempt; `passed` is judged on exact values, before rounding."""

    mark: Decimal
    max_mark: Decimal
    passed: bool


def as_mark(value: Fraction) -> Decimal:
    """An exact value as a mark with four decimals, halves up."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(MARK_STEP, rounding=ROUND_HALF_UP)


def share_of(content: Content, answer: Answer | None) -> Fraction:
    """The share 0..1 that the answer earns; a blank earns nothing. Raises AnswerOfAnotherKind."""
    match content, answer:
        case _, None:
            return NOTHING
        case SingleContent(right=right), Chosen(positions):
            return WHOLE if positions == {right} else NOTHING
        case MultipleContent(), Chosen(positions):
            return _sum_of_chosen(content, positions)
        case TrueFalseContent(right=right), Said(truth):
            return WHOLE if truth is right else NOTHING
        case ShortTextContent(), Written(text):
            return _best_variant(content, text)
        case NumericContent(), Counted(number):
            # As fractions, because decimal subtraction rounds to the context's precision.
            return WHOLE if abs(Fraction(number) - Fraction(content.value)) <= Fraction(content.tolerance) else NOTHING
    raise AnswerOfAnotherKind(f"{type(answer).__name__} for {type(content).__name__}")


def grade(content: Content, answer: Answer | None, *, max_mark: Decimal) -> Graded:
    """Mark one answer. Raises AnswerOfAnotherKind."""
    return Graded(share=share_of(content, answer), max_mark=max_mark)


def total_of(graded: Sequence[Graded], *, pass_percent: int) -> Total:
    """Add up an attempt; passed when the exact percentage reaches `pass_percent` (0..100)."""
    reached = sum((item.share * Fraction(item.max_mark) for item in graded), NOTHING)
    possible = sum((item.max_mark for item in graded), Decimal(0))
    return Total(
        mark=as_mark(reached),
        max_mark=possible,
        passed=reached * 100 >= Fraction(possible) * pass_percent,
    )


def _sum_of_chosen(content: MultipleContent, positions: frozenset[int]) -> Fraction:
    options = content.options
    reached = sum((options[position].share for position in positions if position < len(options)), NOTHING)
    return min(WHOLE, max(NOTHING, reached))


def _best_variant(content: ShortTextContent, text: str) -> Fraction:
    folded = fold(text)
    return max((variant.share for variant in content.variants if fold(variant.text) == folded), default=NOTHING)
