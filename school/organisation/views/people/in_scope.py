"""The person a page is about, fetched within reach: strangers get 404, too little right inside it 403."""

from __future__ import annotations

from dataclasses import dataclass

from school.accounts.requests import MemberRequest
from school.errors import Forbidden, NotFound
from school.organisation.acting import Act, act_in_office, choices
from school.organisation.authority import Right
from school.organisation.models import Affiliation, Member, Organisation
from school.organisation.tree_paths import WIDTH


@dataclass(frozen=True)
class Person:
    """A member with her place today; `path` is where an office must reach to act on her."""

    member: Member
    place: Organisation | None
    path: str
    affiliations: list[Affiliation]


def person_on_file(request: MemberRequest, member_id: str, right: Right = Right.OVERSEE_MEMBERS) -> Person:
    """The person with this file; a duplicate's id finds nobody, since it is not a person of its own."""
    reader = Member.objects.on_file_for(request.authority, Right.OVERSEE_MEMBERS).filter(public_id=member_id)
    member = reader.first()
    if member is None:
        raise NotFound
    affiliations = affiliations_of(member)
    place = next((row.organisation for row in affiliations if row.lasts_on(request.authority.on)), None)
    path = place.path if place else root_path(request)
    if not request.authority.covers(right, path):
        raise Forbidden
    return Person(member, place, path, affiliations)


def affiliations_of(member: Member) -> list[Affiliation]:
    """All of them, the newest first; one query."""
    rows = Affiliation.objects.filter(member=member).select_related("organisation")
    return list(rows.order_by("-starts_on", "-pk"))


def root_path(request: MemberRequest) -> str:
    """The root as this member's offices see it; only who oversees it gets to people who belong nowhere."""
    return next((path[:WIDTH] for path in request.authority.paths(Right.OVERSEE_MEMBERS)), "")


def act_on(request: MemberRequest, person: Person, *, reason: str = "", right: Right = Right.MANAGE_MEMBERS) -> Act:
    """This request's act upon the person, in the office she chose."""
    return act_in_office(
        member=request.user,
        authority=request.authority,
        right=right,
        path=person.path,
        at=request.at,
        chosen=request.POST.get("office", ""),
        reason=reason,
    )


def offices_for(request: MemberRequest, path: str, right: Right = Right.MANAGE_MEMBERS) -> list[tuple[str, str]]:
    """What `components/acting_as.html` offers."""
    return choices(request.authority.grants_for(right, path))
