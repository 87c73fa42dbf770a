"""How one wants to be told: per kind, and at which hours."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from school.accounts.requests import MemberRequest
from school.notices.forms.preferences import HoursForm, KindForm
from school.notices.kinds import notice_kinds
from school.notices.models import KindPreference, Rhythm
from school.notices.services.planning import hours_of
from school.notices.services.preferring import set_preferences, set_rhythm
from school.notices.timing import ByMail


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def preferences(request: MemberRequest) -> HttpResponse:
    """Show and keep them; what the form does not name keeps its default."""
    kinds, hours = _kind_forms(request), _hours_form(request)
    if request.method == "POST" and all(form.is_valid() for form in [*kinds, hours]):
        set_preferences(
            member=request.user,
            ways={form.kind.code: ByMail(form.cleaned_data["by_mail"]) for form in kinds},
            muted=frozenset(form.kind.code for form in kinds if not form.cleaned_data["in_inbox"]),
        )
        set_rhythm(member=request.user, hours=hours.chosen())
        messages.success(request, _("Your settings are saved."))
        return redirect("notices:preferences")
    context = {"forms": kinds, "hours": hours, "essential": [kind for kind in notice_kinds() if kind.essential]}
    return render(request, "notices/preferences.html", context, status=422 if hours.is_bound else 200)


def _kind_forms(request: MemberRequest) -> list[KindForm]:
    rows = {row.kind: row for row in KindPreference.objects.filter(member=request.user)}
    forms = []
    for kind in notice_kinds():
        if kind.essential:
            continue
        row = rows.get(kind.code)
        initial = {"by_mail": row.by_mail if row else kind.by_mail, "in_inbox": not (row and row.muted)}
        forms.append(KindForm(request.POST or None, kind=kind, initial=initial))
    return forms


def _hours_form(request: MemberRequest) -> HoursForm:
    hours = hours_of(member=request.user)
    return HoursForm(
        request.POST or None,
        initial={
            "own": Rhythm.objects.filter(member=request.user).exists(),
            "quiet_from": hours.quiet_from,
            "quiet_until": hours.quiet_until,
            "digest_at": hours.digest_at,
        },
    )
