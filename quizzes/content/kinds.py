"""The five kinds of question."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class QuestionKind(StrEnum):
    """Codes as stored and as sent to clients."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"
    SHORT_TEXT = "short_text"
    NUMERIC = "numeric"


KIND_LABELS: dict[QuestionKind, Promise] = {
    QuestionKind.SINGLE: _("Single choice"),
    QuestionKind.MULTIPLE: _("Multiple choice"),
    QuestionKind.TRUE_FALSE: _("True or false"),
    QuestionKind.SHORT_TEXT: _("Short text"),
    QuestionKind.NUMERIC: _("Number"),
}
