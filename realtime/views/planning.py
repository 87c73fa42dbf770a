"""Scheduling, changing and cancelling a session, as plain forms."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from realtime.forms.session import CancelForm, NewSessionForm, SessionForm
from realtime.permissions import offices_to_run_in
from realtime.services.scheduling import cancel_session, edit_session, schedule_session
from realtime.views.in_scope import session_to_run
from school.accounts.requests import MemberRequest
from school.errors import Forbidden, SchoolError
from school.organisation.acting import choices
from school.organisation.authority import Grant, Right


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_session(request: MemberRequest) -> HttpResponse:
    """Schedule a session for an organisation that one's office reaches."""
    if not request.authority.has(Right.HOST_SESSIONS):
        raise Forbidden
    form = NewSessionForm(request.POST or None, member=request.user, authority=request.authority, at=request.at)
    if request.method == "POST" and form.is_valid():
        try:
            session = schedule_session(
                organisation=form.cleaned_data["organisation"],
                plan=form.plan(),
                by=request.user,
                authority=request.authority,
                at=request.at,
                office=request.POST.get("office", ""),
            )
        except SchoolError as error:
            form.add_error(None, error.detail)
        else:
            messages.success(request, _("The session is scheduled."))
            return redirect("realtime:room", session_id=session.public_id)
    hosting = [grant for grant in request.authority.grants if Right.HOST_SESSIONS in grant.rights]
    return render(request, "realtime/plan.html", {"form": form, "session": None} | _acting_as(request, hosting))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_session(request: MemberRequest, session_id: str) -> HttpResponse:
    """Change the plan while nobody has opened the room."""
    session = session_to_run(request, session_id)
    form = SessionForm(
        request.POST or None, member=request.user, authority=request.authority, at=request.at, session=session
    )
    if request.method == "POST" and form.is_valid():
        try:
            edit_session(
                session=session,
                plan=form.plan(),
                by=request.user,
                authority=request.authority,
                at=request.at,
                office=request.POST.get("office", ""),
            )
        except SchoolError as error:
            form.add_error(None, error.detail)
        else:
            messages.success(request, _("The session was changed."))
            return redirect("realtime:room", session_id=session.public_id)
    offices = _acting_as(request, offices_to_run_in(request.authority, session))
    return render(request, "realtime/plan.html", {"form": form, "session": session} | offices)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: MemberRequest, session_id: str) -> HttpResponse:
    """Say what will happen, ask why, then cancel."""
    session = session_to_run(request, session_id)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cancel_session(
                session=session,
                by=request.user,
                authority=request.authority,
                reason=form.cleaned_data["reason"],
                at=request.at,
                office=request.POST.get("office", ""),
            )
        except SchoolError as error:
            form.add_error(None, error.detail)
        else:
            messages.success(request, _("The session was cancelled."))
            return redirect("realtime:sessions")
    offices = _acting_as(request, offices_to_run_in(request.authority, session))
    return render(request, "realtime/cancel.html", {"form": form, "session": session} | offices)


def _acting_as(request: MemberRequest, grants: Iterable[Grant]) -> dict[str, object]:
    """What `components/acting_as.html` needs."""
    return {"offices": choices(grants), "chosen": request.POST.get("office", "")}
