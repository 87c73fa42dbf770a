"""The request carries one clock reading and one authority."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from school.organisation.authority import Authority, authority_of


def authority_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Set `request.at` (aware) and `request.authority` (worked out when first asked)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        at = timezone.now()
        request.at = at  # type: ignore[attr-defined]  # typed as MemberRequest where it is read
        request.authority = SimpleLazyObject(lambda: _authority(request))  # type: ignore[attr-defined]
        return get_response(request)

    def _authority(request: HttpRequest) -> Authority:
        if not request.user.is_authenticated:
            return Authority(member_id=0, place="", organisation_id=None, grants=(), on=timezone.localdate())
        return authority_of(request.user, at=request.at)  # type: ignore[attr-defined]

    return middleware
