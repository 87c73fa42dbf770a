"""Question banks: making one, and looking for questions in them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from quizzes.content import KIND_LABELS
from quizzes.models import Question, QuestionBank
from school.organisation.authority import Authority, Right
from school.organisation.models import Organisation

ORDERS = {
    "newest": ("-changed_at", "-pk"),
    "oldest": ("changed_at", "pk"),
    "text": ("stem", "pk"),
}


class BankForm(forms.Form):
    """A new bank, for an organisation within reach of the author's office."""

    title = forms.CharField(label=_("Title"), max_length=120)
    organisation = forms.ModelChoiceField(
        label=_("Owner"),
        queryset=Organisation.objects.none(),
        to_field_name="public_id",
        empty_label=None,
        help_text=_("All authors of this organisation, and of those above it, use and change its questions."),
    )

    def __init__(self, *args: Any, authority: Authority, **options: Any) -> None:
        super().__init__(*args, **options)
        owner = self.fields["organisation"]
        assert isinstance(owner, forms.ModelChoiceField)  # declared above
        owner.queryset = Organisation.objects.overseen_by(authority, Right.AUTHOR_COURSES)


class QuestionSearch(forms.Form):
    """What a list of questions is narrowed by; whatever cannot be read narrows nothing."""

    q = forms.CharField(label=_("Words of the question"), max_length=100, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("all kinds")), *[(kind.value, label) for kind, label in KIND_LABELS.items()]],
        required=False,
    )  # fmt: skip
    order = forms.ChoiceField(
        label=_("Order"),
        choices=[("newest", _("changed last")), ("oldest", _("changed first")), ("text", _("by their words"))],
        required=False,
    )

    def found_in(self, questions: QuerySet[Question]) -> QuerySet[Question]:
        """Those that fit, in the chosen order, with their newest text."""
        self.full_clean()
        chosen = getattr(self, "cleaned_data", {})
        found = Question.objects.filter(pk__in=questions.order_by().values("pk")).with_latest()
        if chosen.get("q"):
            found = found.filter(stem__icontains=chosen["q"])  # type: ignore[misc]  # annotated by with_latest
        if chosen.get("kind"):
            found = found.filter(kind=chosen["kind"])
        return found.order_by(*ORDERS[chosen.get("order") or "newest"])


class PickSearch(QuestionSearch):
    """The same over several banks."""

    bank = forms.ModelChoiceField(
        label=_("Question bank"),
        queryset=QuestionBank.objects.none(),
        to_field_name="public_id",
        empty_label=_("all banks"),
        required=False,
    )

    def __init__(self, *args: Any, banks: QuerySet[QuestionBank], **options: Any) -> None:
        super().__init__(*args, **options)
        bank = self.fields["bank"]
        assert isinstance(bank, forms.ModelChoiceField)  # declared above
        bank.queryset = banks

    def found_in(self, questions: QuerySet[Question]) -> QuerySet[Question]:
        found = super().found_in(questions)
        bank = getattr(self, "cleaned_data", {}).get("bank")
        return found.filter(bank=bank) if bank else found
