"""Members for programs and pickers: found by name or number within the caller's reach, never beyond it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from school.accounts.requests import MemberRequest
from school.errors import Forbidden, NotFound
from school.organisation.authority import Right
from school.organisation.models import Organisation
from school.organisation.people import PersonRow, Wanted, pages_within_reach, rows_of

router = Router(tags=["organisation"])
MOST = 50


class MemberOut(Schema):
    """`shown` is the name with a tail of the number where others within reach have the same name."""

    id: str
    name: str
    shown: str
    number: str
    stage: str
    organisation: str


class MembersOut(Schema):
    total: int
    page: int
    pages: int
    members: list[MemberOut]


class Asked(Schema):
    query: str = Field("", max_length=60, description="part of a name or of a member number")
    organisation: str = Field("", max_length=12, description="id of the subtree to search in")
    page: int = Field(1, ge=1)
    size: int = Field(20, ge=1, le=MOST)


@router.get("/members", response=MembersOut, operation_id="find_members")
def find_members(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """The people whom the caller oversees; phone numbers and addresses are neither searched nor returned."""
    asking: MemberRequest = request  # type: ignore[assignment]  # every operation is behind `signed_in`
    if not asking.authority.has(Right.OVERSEE_MEMBERS):
        raise Forbidden
    wanted = Wanted(text=asked.query, within=_subtree(asking, asked.organisation))
    found = pages_within_reach(asking.authority, wanted, size=asked.size)
    page = found.get_page(asked.page)
    rows = rows_of(list(page.object_list), authority=asking.authority)
    return {
        "total": found.count,
        "page": page.number,
        "pages": found.num_pages,
        "members": [_shape(row) for row in rows],
    }


def _subtree(asking: MemberRequest, public_id: str) -> Organisation | None:
    if not public_id:
        return None
    reach = Organisation.objects.overseen_by(asking.authority, Right.OVERSEE_MEMBERS)
    found = reach.filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def _shape(row: PersonRow) -> dict[str, str]:
    return {
        "id": row.member.public_id,
        "name": row.member.name,
        "shown": f"{row.member.name}（{row.tail}）" if row.tail else row.member.name,
        "number": row.member.number,
        "stage": row.member.stage,
        "organisation": str(row.place or ""),
    }
