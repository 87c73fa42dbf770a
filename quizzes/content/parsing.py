"""From stored or posted data to typed content."""

from collections.abc import Mapping

from pydantic import ValidationError

from quizzes.content.choices import MultipleContent, SingleContent
from quizzes.content.kinds import QuestionKind
from quizzes.content.numeric import NumericContent
from quizzes.content.short_text import ShortTextContent
from quizzes.content.true_false import TrueFalseContent

Content = SingleContent | MultipleContent | TrueFalseContent | ShortTextContent | NumericContent

_CLASSES: dict[QuestionKind, type[Content]] = {
    QuestionKind.SINGLE: SingleContent,
    QuestionKind.MULTIPLE: MultipleContent,
    QuestionKind.TRUE_FALSE: TrueFalseContent,
    QuestionKind.SHORT_TEXT: ShortTextContent,
    QuestionKind.NUMERIC: NumericContent,
}


class ContentMalformed(ValueError):
    """The data does not have the shape of its kind; an author's mistake is a *problem*, not this."""


def parse_content(kind: str, raw: Mapping[str, object]) -> Content:
    """Typed content of `kind`. Raises ContentMalformed when the data cannot be that."""
    try:
        content_class = _CLASSES[QuestionKind(kind)]
        # JSON knows lists, not tuples; strictness is about the leaves.
        return content_class.model_validate(_tuples(raw))
    except (ValidationError, ValueError) as error:
        raise ContentMalformed(str(error)) from error


def _tuples(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _tuples(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return tuple(_tuples(inner) for inner in value)
    return value
