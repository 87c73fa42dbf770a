"""学习: what is next for me, and am I done for the year?"""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from progress.categories import Category
from progress.reports.next import ahead_of
from progress.reports.year import year_of
from realtime.models import StudySession
from school.accounts.requests import MemberRequest

SESSIONS_SHOWN = 3
RECENT_SHOWN = 3


@require_safe
@login_required
def home(request: MemberRequest) -> HttpResponse:
    today = timezone.localdate(request.at)
    ahead = ahead_of(authority=request.authority, at=request.at)
    report = year_of(member=request.user, authority=request.authority, year=today.year, on=today)
    sessions = StudySession.objects.visible_to(request.authority).ahead(at=request.at).select_related("organisation")
    return render(
        request,
        "progress/home.html",
        {
            "next": ahead.next,
            "courses": ahead.courses,
            "sessions": sessions[:SESSIONS_SHOWN],
            "report": report,
            "categories": [(Category(code).label, amount) for code, amount in sorted(report.by_category.items())],
            "recent": [entry for entry in report.entries if entry.hours > 0][:RECENT_SHOWN],
        },
    )
