"""Records within reach that may be of one person; a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from school.organisation.authority import Authority, Right
from school.organisation.likeness import Record, pairs
from school.organisation.models import Member, MemberAlias
from school.organisation.names import fold
from school.organisation.people import PersonRow, places_of, rows_of

MOST = 4000


@dataclass(frozen=True)
class Suggestion:
    """Two people of the same name; `signs` are codes of `likeness.SIGNS`."""

    first: PersonRow
    second: PersonRow
    signs: tuple[str, ...]


def suggestions(authority: Authority, *, right: Right) -> list[Suggestion]:
    """Pairs of one name with a sign more, whom nobody has judged to be two people."""
    reach = Member.objects.on_file_for(authority, right)
    names = reach.order_by().values("name").annotate(people=Count("pk")).filter(people__gt=1).values("name")
    people = list(reach.filter(name__in=names).order_by("sort_text", "number")[:MOST])
    return _judged(people, authority, right)


def suggestions_for(member: Member, authority: Authority, *, right: Right) -> list[PersonRow]:
    """Everybody else of this name within reach, the likeliest first."""
    reach = Member.objects.on_file_for(authority, right).filter(search_text__startswith=f"{fold(member.name)} ")
    people = list(reach.exclude(pk=member.pk).order_by("number")[:MOST])
    found = _judged([member, *people], authority, right)
    likely = [pair.second if pair.first.member == member else pair.first for pair in found]
    order = {row.member.pk: place for place, row in enumerate(likely)}
    rows = rows_of(people, authority=authority, right=right)
    return sorted(rows, key=lambda row: order.get(row.member.pk, len(order)))


def _judged(people: list[Member], authority: Authority, right: Right) -> list[Suggestion]:
    places = places_of([person.pk for person in people], authority)
    records = [
        Record(person.pk, person.name, person.number, person.phone, person.email, _pk(places.get(person.pk)))
        for person in people
    ]
    two_people = {
        frozenset(pair)
        for pair in MemberAlias.objects.filter(
            ends_on__isnull=False, alias__in=[person.pk for person in people]
        ).values_list("alias_id", "canonical_id")
    }
    found = [pair for pair in pairs(records) if frozenset((pair[0].pk, pair[1].pk)) not in two_people]
    by_id = {person.pk: person for person in people}
    shown = [by_id[pk] for pk in {record.pk for first, second, _signs in found for record in (first, second)}]
    rows = {row.member.pk: row for row in rows_of(shown, authority=authority, right=right)}
    return [Suggestion(rows[first.pk], rows[second.pk], signs) for first, second, signs in found]


def _pk(place: object) -> int | None:
    return getattr(place, "pk", None)
