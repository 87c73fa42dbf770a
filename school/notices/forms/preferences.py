"""How one wants to be told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from school.notices.kinds import NoticeKind
from school.notices.timing import ByMail, Hours

WAYS = (
    (ByMail.AT_ONCE, _("at once")),
    (ByMail.DAILY, _("once a day, gathered")),
    (ByMail.NEVER, _("not by mail")),
)


class KindForm(forms.Form):
    """One kind of notice."""

    by_mail = forms.ChoiceField(label=_("By mail"), choices=WAYS)
    in_inbox = forms.BooleanField(label=_("Show in my messages"), required=False)

    def __init__(self, data: Mapping[str, Any] | None, *, kind: NoticeKind, initial: dict[str, object]) -> None:
        super().__init__(data, prefix=kind.code, initial=initial)
        self.kind = kind


class HoursForm(forms.Form):
    """One's own hours, or everybody's."""

    own = forms.BooleanField(label=_("Use my own hours"), required=False)
    quiet_from = forms.TimeField(label=_("Quiet from"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    quiet_until = forms.TimeField(label=_("Quiet until"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    digest_at = forms.TimeField(label=_("Daily summary at"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))

    def chosen(self) -> Hours | None:
        """None: everybody's hours. Only after `is_valid`."""
        data = self.cleaned_data
        return Hours(data["quiet_from"], data["quiet_until"], data["digest_at"]) if data["own"] else None
