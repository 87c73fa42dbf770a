"""Who looked at my record."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from school.accounts.requests import MemberRequest
from school.organisation.models import Member
from school.policies.reading import policy
from school.privacy.looked_at import in_words, looks_of
from school.privacy.models import LookKind

PAGE_SIZE = 30


@require_safe
@login_required
def looks(request: MemberRequest) -> HttpResponse:
    """The newest first; narrowed by kind. Also those on records of hers that were joined with this one."""
    records = Member.objects.identities(request.user.pk)
    kind = request.GET.get("kind", "")
    chosen = Q(kind=kind) if kind in LookKind.values else Q()
    page = Paginator(looks_of(*records).filter(chosen), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "privacy/looks.html",
        {
            "page": page,
            "lines": in_words(page.object_list),
            "kinds": LookKind.choices,
            "kind": kind if kind in LookKind.values else "",
            "query": f"kind={kind}" if chosen else "",
            "days": policy("retention.looks_days"),
        },
    )
