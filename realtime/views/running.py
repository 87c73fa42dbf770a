"""Opening and closing a room: each asks on its own page first, so it works without script."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from realtime.models import PresenceInterval
from realtime.permissions import can_confirm, offices_to_run_in
from realtime.services.closing import close_session
from realtime.services.opening import open_session
from realtime.views.in_scope import session_to_run
from school.accounts.requests import MemberRequest
from school.organisation.acting import choices


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def open_room(request: MemberRequest, session_id: str) -> HttpResponse:
    """From now on the audience may speak."""
    session = session_to_run(request, session_id)
    if request.method != "POST":
        offices = choices(offices_to_run_in(request.authority, session))
        return render(request, "realtime/open.html", {"session": session, "offices": offices})
    office = request.POST.get("office", "")
    open_session(session=session, by=request.user, authority=request.authority, at=request.at, office=office)
    messages.success(request, _("The room is open."))
    return redirect("realtime:room", session_id=session_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close_room(request: MemberRequest, session_id: str) -> HttpResponse:
    """Nobody speaks from now on; the register is next."""
    session = session_to_run(request, session_id)
    if request.method != "POST":
        present = PresenceInterval.objects.people_in(session, at=request.at)
        offices = choices(offices_to_run_in(request.authority, session))
        return render(request, "realtime/close.html", {"session": session, "present": present, "offices": offices})
    office = request.POST.get("office", "")
    close_session(session=session, by=request.user, authority=request.authority, at=request.at, office=office)
    messages.success(request, _("The session has ended."))
    page = "realtime:register" if can_confirm(request.authority, session) else "realtime:room"
    return redirect(page, session_id=session_id)
