"""The sessions of a member: what comes, and what has been."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from realtime.models import RegisterEntry, SessionState, StudySession
from realtime.permissions import can_confirm
from school.accounts.requests import MemberRequest
from school.organisation.authority import Right

PAGE_SIZE = 20
SHOW = {"ahead": _("today and coming"), "past": _("past")}


@dataclass(frozen=True)
class Row:
    """A session as its line in the list. `own`: the member's own standing, if the register is confirmed."""

    session: StudySession
    is_today: bool
    own: RegisterEntry | None
    awaits_register: bool


@login_required
@require_safe
def sessions(request: MemberRequest) -> HttpResponse:
    """Today's and coming sessions, or the past ones with their results."""
    show = "past" if request.GET.get("show") == "past" else "ahead"
    visible = StudySession.objects.visible_to(request.authority).for_pages()
    found = visible.past(at=request.at) if show == "past" else visible.ahead(at=request.at)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "rows": _rows(request, page),
        "page": page,
        "show": show,
        "choices": SHOW,
        "may_schedule": request.authority.has(Right.HOST_SESSIONS),
    }
    return render(request, "realtime/sessions.html", context)


def _rows(request: MemberRequest, sessions: Iterable[StudySession]) -> list[Row]:
    listed = list(sessions)
    today = timezone.localdate(request.at)
    own = {
        entry.session_id: entry
        for entry in RegisterEntry.objects.filter(
            member=request.user, session__in=listed, session__confirmed_at__isnull=False
        )
    }
    return [
        Row(
            session=session,
            is_today=timezone.localdate(session.starts_at) == today,
            own=own.get(session.pk),
            awaits_register=session.state == SessionState.ENDED
            and not session.is_confirmed
            and can_confirm(request.authority, session),
        )
        for session in listed
    ]
