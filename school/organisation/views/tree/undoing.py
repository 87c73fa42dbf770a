"""Undoing a change of the tree."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from school.accounts.requests import MemberRequest
from school.errors import SchoolError
from school.organisation.acting import act_by, choices
from school.organisation.forms.tree import ReasonForm
from school.organisation.history import sentence_of
from school.organisation.services.undoing import undo_change
from school.organisation.views.tree.in_scope import undoable_change


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: MemberRequest, change_id: str) -> HttpResponse:
    """Say what returns, ask why, then undo it."""
    change, grants = undoable_change(request, change_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen, reason = request.POST.get("office", ""), form.cleaned_data["reason"]
        act = act_by(grants, member=request.user, at=request.at, chosen=chosen, reason=reason)
        try:
            undo_change(change=change, act=act)
        except SchoolError as refusal:
            form.add_error(None, refusal.detail)
        else:
            messages.success(request, _("The change was undone. Everything is as it was before."))
            return redirect("organisation:node", change.organisation.public_id)
    context = {
        "change": change,
        "sentence": sentence_of(change, seen_from=change.organisation),
        "form": form,
        "offices": choices(grants),
    }
    return render(request, "organisation/tree/undo.html", context)
