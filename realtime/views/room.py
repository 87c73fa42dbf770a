"""The page of a session: its room while it lasts, its log and results for ever after."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from courses.models import Lecture
from realtime.models import PresenceInterval, RegisterEntry, SessionState, Standing, StudySession
from realtime.permissions import can_confirm, can_run
from realtime.protocol import MAX_TEXT
from realtime.services.speaking import say
from realtime.views.in_scope import session_to_enter
from school.accounts.requests import MemberRequest
from school.errors import SchoolError

LINES_ON_PAGE = 200
LIVE = frozenset({SessionState.SCHEDULED, SessionState.OPEN})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def room(request: MemberRequest, session_id: str) -> HttpResponse:
    """Show the room; a POST is a message from a page without script."""
    session = session_to_enter(request, session_id)
    if request.method == "POST":
        return _say(request, session)
    return render(request, "realtime/room.html", _context(request, session))


def _say(request: MemberRequest, session: StudySession) -> HttpResponse:
    text = request.POST.get("text", "")
    # The form carries its own id, so that a form sent twice is said once.
    client_id = request.POST.get("client_id", "")[:36] or str(uuid.uuid4())
    try:
        say(session=session, member=request.user, text=text, client_id=client_id, at=request.at)
    except SchoolError as error:
        messages.error(request, error.detail)
        context = _context(request, session) | {"draft": text, "client_id": client_id}
        return render(request, "realtime/room.html", context, status=error.status)
    return redirect("realtime:room", session_id=session.public_id)


def _context(request: MemberRequest, session: StudySession) -> dict[str, object]:
    before = _number(request.GET.get("before"))
    lines = session.events.filter(number__lt=before) if before else session.events.all()
    newest = list(lines.select_related("member").order_by("-number")[:LINES_ON_PAGE])
    newest.reverse()
    confirmable = can_confirm(request.authority, session)
    return {
        "session": session,
        "lines": newest,
        "earlier": newest[0].number if newest and newest[0].number > 1 else None,
        "before": before,
        "last": newest[-1].number if newest and not before else 0,
        "present": PresenceInterval.objects.people_in(session, at=request.at) if session.is_open else 0,
        "lecture": _lecture(request, session),
        "may_run": session.state in LIVE and can_run(request.authority, session),
        "may_confirm": confirmable,
        "own": _own_entry(request, session),
        "summary": _summary(session) if session.is_confirmed and confirmable else None,
        "max_text": MAX_TEXT,
        "client_id": uuid.uuid4(),
        "is_live": session.state in LIVE and not before,
    }


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def _lecture(request: MemberRequest, session: StudySession) -> Lecture | None:
    """The lecture studied here, if this reader may open it."""
    lectures = Lecture.objects.visible_to(request.authority)
    return lectures.filter(session_links__session=session).first()


def _own_entry(request: MemberRequest, session: StudySession) -> RegisterEntry | None:
    return session.register.filter(member=request.user).first() if session.is_confirmed else None


def _summary(session: StudySession) -> list[tuple[str, int]]:
    """How many were present, excused and absent, in words."""
    standings = list(session.register.values_list("standing", flat=True))
    shown = (Standing.PRESENT, Standing.EXCUSED, Standing.ABSENT)
    return [(str(standing.label), standings.count(standing)) for standing in shown]
