"""A few words, compared after folding."""

from fractions import Fraction

from django.utils.translation import gettext as _

from quizzes.content.frozen import MOST_OPTIONS, FrozenContent, Share, Words
from quizzes.folding import fold


class Variant(FrozenContent):
    """An accepted wording and the share of the mark it earns."""

    text: Words
    share: Share = Fraction(1)
    feedback: Words = ""


class ShortTextContent(FrozenContent):
    """The best share among the variants that fold to the same text as the answer."""

    variants: tuple[Variant, ...]

    def problems(self) -> list[str]:
        found = []
        folded = [fold(variant.text) for variant in self.variants]
        if not all(folded):
            found.append(_("An accepted answer has no text."))
        if len(self.variants) > MOST_OPTIONS:
            found.append(_("Give at most %(most)d accepted answers.") % {"most": MOST_OPTIONS})
        if len(set(folded)) < len(folded):
            found.append(_("Two accepted answers count as the same text."))
        if all(variant.share != 1 for variant in self.variants):
            found.append(_("Give at least one answer that earns the whole mark."))
        if any(variant.share < 0 for variant in self.variants):
            found.append(_("An accepted answer cannot be worth less than nothing."))
        return found
