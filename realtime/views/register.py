"""The attendance register: the room suggests, a person confirms."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from realtime.models import RegisterEntry, SessionState, Standing, StudySession
from realtime.permissions import offices_to_confirm_in
from realtime.services.attendance import CONFIRMABLE, confirm_register, suggest_standings
from realtime.views.in_scope import session_to_confirm
from school.accounts.requests import MemberRequest
from school.errors import SchoolError
from school.organisation.acting import choices
from school.organisation.names import tails


@dataclass(frozen=True)
class Row:
    """A member who was due. `marked`: the standing that is ticked; `was_seen`: the room's record suggests it;
    `tail`: the end of the number, where two of the register share a name."""

    entry: RegisterEntry
    marked: str
    was_seen: bool
    tail: str

    @property
    def field(self) -> str:
        """Name of the radio buttons."""
        return f"standing-{self.entry.member.public_id}"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: MemberRequest, session_id: str) -> HttpResponse:
    """Show everybody who was due; a POST confirms or corrects."""
    session = session_to_confirm(request, session_id)
    rows = _rows(request, session)
    status = 200
    if request.method == "POST":
        try:
            _confirm(request, session, rows)
        except SchoolError as error:
            messages.error(request, error.detail)
            status = error.status
        else:
            messages.success(request, _("The register is confirmed."))
            return redirect("realtime:register", session_id=session_id)
    context = {
        "session": session,
        "rows": rows,
        "standings": [(standing.value, standing.label) for standing in Standing if standing in CONFIRMABLE],
        "has_ended": session.state == SessionState.ENDED,
        "present_count": sum(row.entry.standing == Standing.PRESENT for row in rows),
        "reason": request.POST.get("reason", ""),
        "offices": choices(offices_to_confirm_in(request.authority, session)),
        "chosen": request.POST.get("office", ""),
    }
    return render(request, "realtime/register.html", context, status=status)


def _rows(request: MemberRequest, session: StudySession) -> list[Row]:
    """Marks come from the form that is being sent, else from the register, else from what the room suggests."""
    suggested = suggest_standings(session=session)
    entries = list(session.register.select_related("member").order_by("member__sort_text", "member__number"))
    told_apart = tails(entry.member for entry in entries)
    rows = []
    for entry in entries:
        kept = entry.standing if entry.standing in CONFIRMABLE else suggested.get(entry.member_id, "")
        sent = request.POST.get(f"standing-{entry.member.public_id}", "")
        tail = told_apart.get(entry.member.number, "")
        rows.append(Row(entry=entry, marked=str(sent or kept), was_seen=entry.member_id in suggested, tail=tail))
    return rows


def _confirm(request: MemberRequest, session: StudySession, rows: list[Row]) -> None:
    confirm_register(
        session=session,
        by=request.user,
        authority=request.authority,
        entries={row.entry.member_id: row.marked for row in rows if row.marked},
        at=request.at,
        reason=request.POST.get("reason", ""),
        office=request.POST.get("office", ""),
    )
