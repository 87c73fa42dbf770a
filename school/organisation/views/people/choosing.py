"""Choosing a branch on a plain page: all of them while they are few, else those whose name was searched for."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from school.accounts.requests import MemberRequest
from school.organisation.authority import Right
from school.organisation.models import Organisation

FEW = 30
SHOWN = 20


@dataclass(frozen=True)
class Choice:
    """`places` can be chosen from; `searchable` when there are too many to show, then `text` narrows them."""

    places: QuerySet[Organisation]
    searchable: bool
    text: str


def branches_to_choose(
    request: MemberRequest, *, right: Right = Right.MANAGE_MEMBERS, but: int | None = None
) -> Choice:
    """Open places within the right's reach where people may belong, without the present one."""
    text = request.GET.get("branch", "").strip()[:60]
    reach = (
        Organisation.objects.overseen_by(request.authority, Right.MANAGE_MEMBERS)
        .still_open()
        .filter(kind__holds_members=True)
    )
    reach = reach.exclude(pk=but) if but else reach
    searchable = reach.count() > FEW
    if request.method == "POST" or not searchable:
        return Choice(reach.order_by("path"), searchable, text)
    found = reach.filter(Q(name__icontains=text) | Q(short_name__icontains=text)) if text else reach
    shown = found.order_by("path").values("pk")[:SHOWN]
    return Choice(Organisation.objects.filter(pk__in=list(shown.values_list("pk", flat=True))), searchable, text)
