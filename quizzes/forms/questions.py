"""A question as a plain form, one class for each kind. Forms know rows of text; `quizzes.content` knows the rules."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from quizzes.content import (
    Content,
    MultipleContent,
    NumericContent,
    QuestionKind,
    ShortTextContent,
    SingleContent,
    TrueFalseContent,
)
from quizzes.content.frozen import LONGEST_TEXT, MOST_OPTIONS

FIRST_ROWS = 4
MORE_ROWS = 2
SHARES = [("1", _("the whole mark")), ("3/4", _("three quarters")), ("1/2", _("half")), ("1/4", _("a quarter"))]
TRUTHS = [("true", _("True")), ("false", _("False"))]


@dataclass(frozen=True)
class Row:
    """One option or accepted answer: its number and its fields in the form."""

    number: int
    text: BoundField
    extra: BoundField | None
    feedback: BoundField


class QuestionForm(forms.Form):
    """What all kinds share. `content` is called only on a valid form."""

    kind: ClassVar[QuestionKind]
    has_rows: ClassVar[bool] = False

    stem = forms.CharField(label=_("Question"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    max_mark = forms.DecimalField(
        label=_("Marks"), min_value=Decimal("0.25"), max_value=100, max_digits=5, decimal_places=2, initial=Decimal(1)
    )
    explanation = forms.CharField(
        label=_("Explanation"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Why the right answer is right. Members read it after submitting."),
    )
    source = forms.CharField(
        label=_("Source"), max_length=300, required=False, help_text=_("The document and article it rests on.")
    )

    def __init__(self, *args: Any, rows: int = FIRST_ROWS, **options: Any) -> None:
        super().__init__(*args, **({"label_suffix": ""} | options))
        self.row_count = max(1, min(rows, MOST_OPTIONS))
        if self.has_rows:
            for number in range(1, self.row_count + 1):
                self.fields |= self.fields_of_row(number)

    @abstractmethod
    def content(self) -> dict[str, Any]:
        """The posted question as data for `quizzes.content`."""

    @staticmethod
    @abstractmethod
    def initial_of(content: Content) -> dict[str, Any]:
        """The fields that show this content again."""

    def fields_of_row(self, number: int) -> dict[str, forms.Field]:
        """Fields of one row, for kinds that have rows."""
        return {
            f"text_{number}": forms.CharField(
                label=_("Option %(number)s") % {"number": number}, max_length=LONGEST_TEXT, required=False
            ),
            f"feedback_{number}": forms.CharField(
                label=_("Remark shown afterwards to those who gave it"), max_length=LONGEST_TEXT, required=False
            ),
        }

    def rows(self) -> Iterator[Row]:
        """For the template."""
        if not self.has_rows:
            return
        for number in range(1, self.row_count + 1):
            extra = f"extra_{number}"
            yield Row(
                number=number,
                text=self[f"text_{number}"],
                extra=self[extra] if extra in self.fields else None,
                feedback=self[f"feedback_{number}"],
            )

    def filled_rows(self) -> list[dict[str, Any]]:
        """Rows with a text, in order, as number, text, feedback and extra; empty rows do not count."""
        cleaned = self.cleaned_data
        return [
            {
                "number": number,
                "text": cleaned[f"text_{number}"],
                "feedback": cleaned[f"feedback_{number}"],
                "extra": cleaned.get(f"extra_{number}"),
            }
            for number in range(1, self.row_count + 1)
            if cleaned[f"text_{number}"]
        ]


class SingleForm(QuestionForm):
    kind = QuestionKind.SINGLE
    has_rows = True

    right = forms.IntegerField(label=_("The right option"), required=False)

    def content(self) -> dict[str, Any]:
        filled = self.filled_rows()
        numbers = [row["number"] for row in filled]
        right = self.cleaned_data["right"]
        return {
            "options": [{"text": row["text"], "feedback": row["feedback"]} for row in filled],
            "right": numbers.index(right) if right in numbers else -1,
        }

    @staticmethod
    def initial_of(content: Content) -> dict[str, Any]:
        assert isinstance(content, SingleContent)
        return _rows_of(content.options) | {"right": content.right + 1}


class MultipleForm(QuestionForm):
    kind = QuestionKind.MULTIPLE
    has_rows = True

    def fields_of_row(self, number: int) -> dict[str, forms.Field]:
        right = forms.BooleanField(label=_("Right"), required=False)
        return super().fields_of_row(number) | {f"extra_{number}": right}

    def content(self) -> dict[str, Any]:
        rows = [(row["text"], row["extra"], row["feedback"]) for row in self.filled_rows()]
        return MultipleContent.with_right_options(rows).model_dump(mode="json")

    @staticmethod
    def initial_of(content: Content) -> dict[str, Any]:
        assert isinstance(content, MultipleContent)
        right = {f"extra_{number}": option.share > 0 for number, option in enumerate(content.options, start=1)}
        return _rows_of(content.options) | right


class TrueFalseForm(QuestionForm):
    kind = QuestionKind.TRUE_FALSE

    right = forms.ChoiceField(label=_("The statement is"), choices=TRUTHS, widget=forms.RadioSelect)
    feedback_true = forms.CharField(label=_("Remark to those who said true"), max_length=LONGEST_TEXT, required=False)
    feedback_false = forms.CharField(label=_("Remark to those who said false"), max_length=LONGEST_TEXT, required=False)

    def content(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        return {
            "right": cleaned["right"] == "true",
            "feedback_true": cleaned["feedback_true"],
            "feedback_false": cleaned["feedback_false"],
        }

    @staticmethod
    def initial_of(content: Content) -> dict[str, Any]:
        assert isinstance(content, TrueFalseContent)
        return content.model_dump() | {"right": "true" if content.right else "false"}


class ShortTextForm(QuestionForm):
    kind = QuestionKind.SHORT_TEXT
    has_rows = True

    def fields_of_row(self, number: int) -> dict[str, forms.Field]:
        fields = super().fields_of_row(number)
        fields[f"text_{number}"].label = _("Accepted answer %(number)s") % {"number": number}
        return fields | {f"extra_{number}": forms.ChoiceField(label=_("It earns"), choices=SHARES, required=False)}

    def content(self) -> dict[str, Any]:
        return {
            "variants": [
                {"text": row["text"], "share": row["extra"] or "1", "feedback": row["feedback"]}
                for row in self.filled_rows()
            ]
        }

    @staticmethod
    def initial_of(content: Content) -> dict[str, Any]:
        assert isinstance(content, ShortTextContent)
        shares = {f"extra_{number}": str(row.share) for number, row in enumerate(content.variants, start=1)}
        return _rows_of(content.variants) | shares


class NumericForm(QuestionForm):
    kind = QuestionKind.NUMERIC

    value = forms.CharField(label=_("The right number"), max_length=40)
    tolerance = forms.CharField(
        label=_("Tolerance"),
        max_length=40,
        initial="0",
        help_text=_("Answers up to this far from the right number count as right."),
    )
    unit = forms.CharField(
        label=_("Unit"), max_length=20, required=False, help_text=_("Shown beside the field, for example km.")
    )

    def content(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("value", "tolerance", "unit")}

    @staticmethod
    def initial_of(content: Content) -> dict[str, Any]:
        assert isinstance(content, NumericContent)
        return content.model_dump(mode="json")


FORMS: dict[str, type[QuestionForm]] = {
    form.kind: form for form in (SingleForm, MultipleForm, TrueFalseForm, ShortTextForm, NumericForm)
}


def _rows_of(rows: Any) -> dict[str, Any]:
    initial: dict[str, Any] = {}
    for number, row in enumerate(rows, start=1):
        initial |= {f"text_{number}": row.text, f"feedback_{number}": row.feedback}
    return initial
