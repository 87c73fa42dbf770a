"""What an author says about topics and series."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import Course, Topic
from school.organisation.authority import Authority, Right
from school.organisation.models import Organisation


def _owners(authority: Authority) -> forms.Field:
    return forms.ModelChoiceField(
        label=_("Kept by"),
        queryset=Organisation.objects.overseen_by(authority, Right.AUTHOR_COURSES),
        to_field_name="public_id",
        empty_label=None,
    )


class TopicNameForm(forms.Form):
    name = forms.CharField(label=_("Name of the topic"), max_length=60)


class NewTopicForm(TopicNameForm):
    def __init__(self, *args: Any, authority: Authority, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"] = _owners(authority)


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        label=_("Read it as"),
        queryset=Topic.objects.none(),
        to_field_name="public_id",
        empty_label=_("Please choose"),
    )

    def __init__(self, *args: Any, others: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["into"].queryset = others  # type: ignore[attr-defined]  # declared above


class CourseTopicsForm(forms.Form):
    topics = forms.ModelMultipleChoiceField(
        label=_("Topics"),
        queryset=Topic.objects.none(),
        to_field_name="public_id",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, offered: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["topics"].queryset = offered  # type: ignore[attr-defined]  # declared above


class SeriesForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=120)
    introduction = forms.CharField(
        label=_("Introduction"),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What the courses have in common, and in which order to take them."),
    )


class NewSeriesForm(SeriesForm):
    def __init__(self, *args: Any, authority: Authority, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"] = _owners(authority)


class AddCourseForm(forms.Form):
    course = forms.ModelChoiceField(
        label=_("Add a course"),
        queryset=Course.objects.none(),
        to_field_name="public_id",
        empty_label=_("Please choose"),
    )

    def __init__(self, *args: Any, offered: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["course"].queryset = offered  # type: ignore[attr-defined]  # declared above
