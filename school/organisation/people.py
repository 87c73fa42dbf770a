"""The member list: who is within one's reach, found, narrowed and ordered; a fixed number of queries a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, F

from school.organisation.authority import Authority, Right
from school.organisation.models import Affiliation, Member, Organisation
from school.organisation.models.member import MemberQuerySet
from school.organisation.names import tails
from school.organisation.scope import within_paths

ORDERS = {
    "name": ("sort_text", "number"),
    "number": ("number",),
    "place": ("here__organisation__path", "sort_text", "number"),
}
NOWHERE = "nowhere"


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to; empty texts narrow nothing. `place` may be NOWHERE only for the whole tree."""

    text: str = ""
    within: Organisation | None = None
    nowhere: bool = False
    stage: str = ""
    category: str = ""
    status: str = ""
    order: str = "name"


@dataclass(frozen=True)
class PersonRow:
    """A line of the list; `tail` is set where somebody else within reach has this name."""

    member: Member
    place: Organisation | None
    tail: str


def people_within_reach(
    authority: Authority, wanted: Wanted, *, right: Right = Right.OVERSEE_MEMBERS
) -> MemberQuerySet:
    """The people who fit, in order. Nobody beyond the right's reach is found, counted or searched."""
    rows = Member.objects.on_file_for(authority, right)
    if wanted.within is not None:
        rows = rows.filter(pk__in=Member.objects.affiliated_within(wanted.within.path, on=authority.on).values("pk"))
    if wanted.nowhere:
        rows = rows.belonging_nowhere(on=authority.on)
    chosen = {part: value for part in ("stage", "category", "status") if (value := getattr(wanted, part))}
    rows = rows.filter(**chosen).found_by(wanted.text)
    if wanted.order == "place":
        return _by_place(rows, authority, wanted, right=right)
    return rows.order_by(*ORDERS[wanted.order])


def _by_place(rows: MemberQuerySet, authority: Authority, wanted: Wanted, *, right: Right) -> MemberQuerySet:
    rows = rows.with_place(on=authority.on)
    if not authority.covers_everything(right):
        # Says again what the scope says, of the row that orders: a page then reads the first places and no others.
        rows = rows.filter(within_paths("here__organisation__path", authority.paths(right)))
    if wanted.within is not None:
        rows = rows.filter(within_paths("here__organisation__path", [wanted.within.path]))
    return rows.order_by(F("here__organisation__path").asc(nulls_last=True), *ORDERS["place"][1:])


def number_within_reach(authority: Authority, wanted: Wanted, *, right: Right = Right.OVERSEE_MEMBERS) -> int:
    """How many `people_within_reach` finds; where places alone narrow, without reading the people themselves."""
    narrowed = wanted.text or wanted.nowhere or wanted.stage or wanted.category or wanted.status
    if narrowed or (wanted.within is None and authority.covers_everything(right)):
        return people_within_reach(authority, wanted, right=right).order_by().count()
    places = Affiliation.objects.lasting_within(*authority.paths(right), on=authority.on)
    if wanted.within is not None:
        places = places.filter(within_paths("organisation__path", [wanted.within.path]))
    aliases = Member.objects.get_queryset().filter(stands_for__isnull=False)
    return places.exclude(member__in=aliases).count()


def pages_within_reach(
    authority: Authority, wanted: Wanted, *, size: int, right: Right = Right.OVERSEE_MEMBERS
) -> Paginator[Member]:
    """The people who fit, by pages."""
    pages = Paginator(people_within_reach(authority, wanted, right=right), size)
    pages.count = number_within_reach(authority, wanted, right=right)
    return pages


def rows_of(
    members: Sequence[Member], *, authority: Authority, right: Right = Right.OVERSEE_MEMBERS
) -> list[PersonRow]:
    """The lines of a page: two queries, whatever its length."""
    places = places_of([member.pk for member in members], authority)
    told_apart = tails(members, also_elsewhere=shared_names(members, authority=authority, right=right))
    return [PersonRow(member, places.get(member.pk), told_apart.get(member.number, "")) for member in members]


def places_of(member_ids: Sequence[int], authority: Authority) -> dict[int, Organisation]:
    """Where these members belong today, for those who belong anywhere; one query."""
    rows = Affiliation.objects.lasting(authority.on).filter(member__in=member_ids)
    return {row.member_id: row.organisation for row in rows.select_related("organisation__parent")}


def shared_names(people: Iterable[Member], *, authority: Authority, right: Right) -> set[str]:
    """Those of these people's names that more than one person within reach has; one query."""
    named = Member.objects.on_file_for(authority, right).filter(name__in={person.name for person in people})
    counts = named.order_by().values("name").annotate(people=Count("pk", distinct=True)).filter(people__gt=1)
    return set(counts.values_list("name", flat=True))
