"""Forms of who invites and helps."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from school.accounts.services.inviting import MOST_AT_ONCE
from school.identifiers import new_public_id


class SheetForm(forms.Form):
    """One sheet: who is on it, and whether the link goes by mail as well. `sheet` makes sending twice harmless."""

    sheet = forms.RegexField(r"^[\w-]{12}$", widget=forms.HiddenInput, initial=new_public_id)
    members = forms.MultipleChoiceField(
        label=_("People"),
        error_messages={"required": _("Please choose at least one person.")},
        widget=forms.CheckboxSelectMultiple,
    )
    by_mail = forms.BooleanField(
        label=_("Also send the link by mail to those who have an address"), required=False, initial=True
    )

    def clean_members(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["members"]
        if len(chosen) > MOST_AT_ONCE:
            raise forms.ValidationError(_("At most %(most)d people fit on one sheet.") % {"most": MOST_AT_ONCE})
        return chosen


class SlipForm(forms.Form):
    """The helper vouches in person, and says how."""

    recognised = forms.BooleanField(
        label=_("I have this person before me and know who she or he is."),
        error_messages={"required": _("A slip is given only to somebody whom you have recognised in person.")},
    )
    reason = forms.CharField(
        label=_("How you recognised the person, and why the slip is needed"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands in the audit beside your name."),
    )
