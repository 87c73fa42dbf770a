"""What authors, reviewers and officers say around a review."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.forms.lecture import PositionField
from courses.models.review_rule import MOST_LEVELS
from school.organisation.authority import Authority, Right
from school.organisation.models import Organisation


class SubmissionForm(forms.Form):
    note = forms.CharField(
        label=_("A word to the reviewers"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example what is new since the last time. You can leave it empty."),
    )


class DecisionForm(forms.Form):
    text = forms.CharField(
        label=_("Your opinion"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("To approve, you may leave it empty. To return the draft, write what has to be changed."),
    )


class KeepForm(forms.Form):
    key = forms.CharField(max_length=64)
    reason = forms.CharField(max_length=300)


class CommentForm(forms.Form):
    """Which part of the lecture, which words of it or which second, and what is to be said."""

    anchor = forms.ChoiceField(label=_("Which part"), required=False)
    quote = forms.CharField(
        label=_("Words it is about"),
        max_length=300,
        required=False,
        help_text=_("Copy them from the text. The comment then finds its place again after the text is edited."),
    )
    second = PositionField(label=_("Moment in the recording"), required=False, help_text=_("For example 1:05."))
    text = forms.CharField(label=_("Comment"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, parts: Iterable[tuple[str, str]], recorded: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        anchor = self.fields["anchor"]
        assert isinstance(anchor, forms.ChoiceField)  # declared above
        offered = list(parts)
        anchor.choices = [("", _("the whole lecture")), *offered]
        if not offered:
            del self.fields["anchor"], self.fields["quote"]
        if not recorded:
            del self.fields["second"]


class CourseCommentForm(forms.Form):
    text = forms.CharField(
        label=_("Comment on the course as a whole"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class AnswerForm(forms.Form):
    text = forms.CharField(label=_("Reply"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class ReviewRuleForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), to_field_name="public_id", empty_label=None
    )
    levels = forms.TypedChoiceField(
        label=_("Levels of review"),
        coerce=int,
        choices=[
            (0, _("none")),
            (1, _("one: first review")),
            (2, _("two: first and final review")),
            (MOST_LEVELS, _("three: first, second and final review")),
        ],
        help_text=_("On each level somebody else decides. Below, an organisation can ask for more, not for less."),
    )
    starts_on = forms.DateField(
        label=_("Holds from"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d"],
    )

    def __init__(self, *args: Any, authority: Authority, **options: Any) -> None:
        super().__init__(*args, **options)
        organisation = self.fields["organisation"]
        assert isinstance(organisation, forms.ModelChoiceField)  # declared above
        organisation.queryset = Organisation.objects.overseen_by(authority, Right.MANAGE_TREE).still_open()


class TakeDownForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it taken down?"),
        max_length=300,
        help_text=_("Its author reads the reason, and it is kept in the audit record."),
    )


class CorrectionForm(forms.Form):
    lecture = forms.ChoiceField(label=_("Where"), required=False)
    wrong = forms.CharField(label=_("What was wrong"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    right = forms.CharField(label=_("What is right"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, lectures: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        lecture = self.fields["lecture"]
        assert isinstance(lecture, forms.ChoiceField)  # declared above
        lecture.choices = [("", _("the course as a whole")), *lectures]


class LabelForm(forms.Form):
    source = forms.CharField(label=_("Source"), max_length=120, required=False)
    byline = forms.CharField(label=_("Author"), max_length=120, required=False)
    editor = forms.CharField(label=_("Editor"), max_length=120, required=False)


class IntroductionForm(forms.Form):
    introduction = forms.CharField(
        label=_("Introduction for your members"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("It stands above the course. The course itself stays as its owner publishes it."),
    )


class AdoptionForm(IntroductionForm):
    """Also asks for whom: an organisation within reach, below the owner."""

    organisation = forms.ModelChoiceField(
        label=_("Show it to"), queryset=Organisation.objects.none(), to_field_name="public_id", empty_label=None
    )
    field_order = ("organisation", "introduction")

    def __init__(self, *args: Any, authority: Authority, owner: Organisation, **options: Any) -> None:
        super().__init__(*args, **options)
        organisation = self.fields["organisation"]
        assert isinstance(organisation, forms.ModelChoiceField)  # declared above
        within_reach = Organisation.objects.overseen_by(authority, Right.AUTHOR_COURSES).within(owner.path)
        organisation.queryset = within_reach.still_open().exclude(pk=owner.pk)
