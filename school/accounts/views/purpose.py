"""The notice about personal data, to read at any time, and to acknowledge."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from school.accounts.first_steps import PURPOSE, step_done
from school.accounts.purpose import notice_in_words
from school.accounts.requests import MemberRequest
from school.accounts.services.acknowledging import acknowledge, notice_is_due


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def purpose(request: MemberRequest) -> HttpResponse:
    """POST says that it was read and leads to the page that was wanted."""
    if request.method == "POST":
        acknowledge(member=request.user, at=request.at)
        step_done(request, PURPOSE)
        target = request.POST.get("target", "/")
        fits = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
        return redirect(target if fits else "/")
    context = {"notice": notice_in_words(), "target": "/", "read": not notice_is_due(member=request.user)}
    return render(request, "accounts/purpose.html", context)
