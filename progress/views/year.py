"""我的一年: met, not yet or exempt – and why, entry by entry."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from progress.categories import Category
from progress.models import LedgerEntry
from progress.reports.year import year_of
from school.accounts.requests import MemberRequest


@require_safe
@login_required
def year(request: MemberRequest) -> HttpResponse:
    """`?year=` chooses among the years that have entries, and this one; `?on=` shows it as it stood that day."""
    today = timezone.localdate(request.at)
    years = {
        today.year,
        *LedgerEntry.objects.under(request.authority.records).values_list("credit_year", flat=True).distinct(),
    }
    wanted = request.GET.get("year", "")
    chosen = int(wanted) if wanted.isdecimal() and len(wanted) == 4 and int(wanted) in years else today.year
    as_of = _day(request.GET.get("on", ""), until=today)
    report = year_of(member=request.user, authority=request.authority, year=chosen, on=today, as_of=as_of)
    return render(
        request,
        "progress/year.html",
        {
            "report": report,
            "today": today,
            "asked_in_vain": bool(request.GET.get("on")) and as_of is None,
            "years": sorted(years, reverse=True),
            "categories": [(Category(code).label, amount) for code, amount in sorted(report.by_category.items())],
        },
    )


def _day(said: str, *, until: date) -> date | None:
    """The day that was asked for; None for none, for what is no day, and for the future."""
    try:
        day = parse_date(said)
    except ValueError:
        return None
    return day if day is not None and day <= until else None
