"""Single and multiple choice."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Self

from django.utils.translation import gettext as _

from quizzes.content.frozen import MOST_OPTIONS, FrozenContent, Share, Words
from quizzes.folding import fold


class Option(FrozenContent):
    """One option; its identity is its authored position."""

    text: Words
    feedback: Words = ""


class WeightedOption(Option):
    """An option worth a share of the mark when chosen; wrong ones take a share away."""

    share: Share


class SingleContent(FrozenContent):
    """Exactly one option, at authored position `right`, earns the mark."""

    options: tuple[Option, ...]
    right: int

    def problems(self) -> list[str]:
        found = _option_problems([option.text for option in self.options])
        if not 0 <= self.right < len(self.options):
            found.append(_("Say which option is right."))
        return found


class MultipleContent(FrozenContent):
    """Any number of options; the mark is the sum of the chosen shares, kept within 0..1."""

    options: tuple[WeightedOption, ...]

    @classmethod
    def with_right_options(cls, options: Sequence[tuple[str, bool, str]]) -> Self:
        """Make content from (text, right, feedback): a wrong choice takes away what a right one gives."""
        right_count = sum(1 for _text, right, _feedback in options if right)
        gain = Fraction(1, right_count) if right_count else Fraction(0)
        return cls(
            options=tuple(
                WeightedOption(text=text, feedback=feedback, share=gain if right else -gain)
                for text, right, feedback in options
            )
        )

    def problems(self) -> list[str]:
        found = _option_problems([option.text for option in self.options])
        gains = [option.share for option in self.options if option.share > 0]
        if not gains:
            found.append(_("Say which options are right."))
        elif sum(gains) != 1:
            found.append(_("The right options together must be worth the whole mark."))
        return found


def _option_problems(texts: Sequence[str]) -> list[str]:
    found = []
    if len(texts) < 2:
        found.append(_("Give at least two options."))
    if len(texts) > MOST_OPTIONS:
        found.append(_("Give at most %(most)d options.") % {"most": MOST_OPTIONS})
    if not all(texts):
        found.append(_("An option has no text."))
    if len({fold(text) for text in texts}) < len(texts):
        found.append(_("Two options say the same."))
    return found
