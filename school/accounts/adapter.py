"""What differs from allauth's defaults: accounts are made by the organisation, never by strangers."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

from school.accounts.preferences import carry_language
from school.organisation.models import Member


class SchoolAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: Member, **options: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **options)
        carry_language(response, user)
        return response
