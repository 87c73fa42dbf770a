"""What a question holds, kind by kind: pure, immutable, checked on the way in."""

from quizzes.content.choices import MultipleContent, Option, SingleContent, WeightedOption
from quizzes.content.kinds import KIND_LABELS, QuestionKind
from quizzes.content.numeric import NumericContent
from quizzes.content.parsing import Content, ContentMalformed, parse_content
from quizzes.content.short_text import ShortTextContent, Variant
from quizzes.content.true_false import TrueFalseContent

__all__ = [
    "KIND_LABELS",
    "Content",
    "ContentMalformed",
    "MultipleContent",
    "NumericContent",
    "Option",
    "QuestionKind",
    "ShortTextContent",
    "SingleContent",
    "TrueFalseContent",
    "Variant",
    "WeightedOption",
    "parse_content",
]
