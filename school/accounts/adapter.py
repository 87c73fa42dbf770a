"""What differs from allauth's defaults: accounts are made by the organisation, never by strangers."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from school.accounts.factor_adapter import ConfirmingAdapter
from school.accounts.preferences import carry_language
from school.organisation.models import Member

MISMATCH = _("The number or the password does not fit. Please check both.")


class SchoolAccountAdapter(ConfirmingAdapter):  # type: ignore[misc]  # allauth carries no types
    error_messages: ClassVar[dict[str, str | Promise]] = DefaultAccountAdapter.error_messages | {
        f"{method}_password_mismatch": MISMATCH for method in ("username", "email", "phone")
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: Member, **options: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **options)
        carry_language(response, user)
        return response
