"""One tap into the demo college, as each of its roles; only where the demo is on."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from school.accounts.preferences import carry_language
from school.demo.roles import demo_roles
from school.organisation.models import Member


@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """POST `role`, one of `school.demo.roles`. Only demo accounts can be entered this way."""
    if not settings.DEMO:
        raise Http404
    numbers = {role.key: role.number for role in demo_roles()}
    member = get_object_or_404(
        Member, number=numbers.get(request.POST.get("role", ""), ""), is_demo=True, is_active=True
    )
    login(request, member, backend=settings.AUTHENTICATION_BACKENDS[0])
    UserSession.objects.create_from_request(request)  # listed among her sign-ins, as one from the sign-in page is
    response = redirect(settings.LOGIN_REDIRECT_URL)
    carry_language(response, member)
    return response
