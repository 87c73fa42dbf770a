"""Choosing a language: for this browser at once, and on the account for every other device."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from school.organisation.models import Member


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """POST `language` and `next`, as Django's own view takes them."""
    response: HttpResponse = set_language(request)
    language = request.POST.get("language", "")
    if isinstance(request.user, Member) and check_for_language(language):
        Member.objects.filter(pk=request.user.pk).update(language=language)
    return response
