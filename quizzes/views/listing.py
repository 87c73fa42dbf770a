"""What the lists of questions share."""

from __future__ import annotations

from school.accounts.requests import MemberRequest


def rest_of(request: MemberRequest) -> str:
    """The query string without the page, for the links to other pages."""
    rest = request.GET.copy()
    rest.pop("page", None)
    return rest.urlencode()
