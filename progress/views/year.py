"""我的一年: met, not yet or exempt – and why, entry by entry."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from progress.categories import Category
from progress.models import LedgerEntry
from progress.reports.year import year_of
from school.accounts.requests import MemberRequest


@require_safe
@login_required
def year(request: MemberRequest) -> HttpResponse:
    """`?year=` chooses among the years that have entries, and this one."""
    today = timezone.localdate(request.at)
    years = {
        today.year,
        *LedgerEntry.objects.under(request.authority.records).values_list("credit_year", flat=True).distinct(),
    }
    wanted = request.GET.get("year", "")
    chosen = int(wanted) if wanted.isdecimal() and len(wanted) == 4 and int(wanted) in years else today.year
    report = year_of(member=request.user, authority=request.authority, year=chosen, on=today)
    return render(
        request,
        "progress/year.html",
        {
            "report": report,
            "years": sorted(years, reverse=True),
            "categories": [(Category(code).label, amount) for code, amount in sorted(report.by_category.items())],
        },
    )
