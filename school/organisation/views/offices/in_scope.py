"""The office a page is about, fetched in scope, and the act upon it in an office of one's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.http import HttpResponseBase

from school.accounts.factors import confirmed
from school.accounts.requests import MemberRequest
from school.errors import Forbidden, NotFound
from school.organisation.acting import Act, act_by, choices
from school.organisation.giving import can_give, candidates, is_administrator, offices_in_sight, offices_to_give_in
from school.organisation.models import Office
from school.organisation.people import rows_of

FOUND_AT_MOST = 20
Arguments = ParamSpec("Arguments")


def office_in_sight(request: MemberRequest, office_id: str) -> Office:
    """Raises NotFound."""
    seen = offices_in_sight(request.authority).select_related("member", "organisation", "follows__member")
    found = seen.filter(public_id=office_id).first()
    if found is None:
        raise NotFound
    return found


def office_to_give(request: MemberRequest, office_id: str) -> Office:
    """One that she may end, hand over or redate. Raises NotFound or Forbidden."""
    found = office_in_sight(request, office_id)
    if not can_give(request.authority, role=found.role, path=found.organisation.path):
        raise Forbidden
    return found


def act_of_giving(request: MemberRequest, *, role: str, path: str, reason: str) -> Act:
    """This request's act, in the office she chose. Raises Forbidden."""
    return act_by(
        offices_to_give_in(request.authority, role=role, path=path),
        member=request.user,
        at=request.at,
        chosen=request.POST.get("office", ""),
        reason=reason,
    )


def guarded(
    request: MemberRequest, role: str, page: Callable[Concatenate[MemberRequest, Arguments], HttpResponseBase]
) -> Callable[Concatenate[MemberRequest, Arguments], HttpResponseBase]:
    """The page as it is, or asking for the factor first when what is sent makes or unmakes an administrator."""
    return confirmed(page) if request.method == "POST" and is_administrator(role) else page


def acting_as(request: MemberRequest, *, role: str, path: str) -> dict[str, object]:
    """What `components/acting_as.html` needs."""
    grants = offices_to_give_in(request.authority, role=role, path=path)
    return {"offices": choices(grants), "chosen": request.POST.get("office", "")}


def people_found(request: MemberRequest, *, role: str, text: str) -> list[tuple[str, str]]:
    """Public id and words (name, number, branch) of those whom she may give this office to, found by the text."""
    if not text.strip():
        return []
    found = list(
        candidates(request.authority, role=role).found_by(text).order_by("sort_text", "number")[:FOUND_AT_MOST]
    )
    return [
        (row.member.public_id, " · ".join(filter(None, (row.member.name, row.member.number, str(row.place or "")))))
        for row in rows_of(found, authority=request.authority)
    ]
