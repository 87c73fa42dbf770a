"""The timeline in words: one sentence an event."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from school.organisation.models import Category, Member, MemberEvent, Organisation, Role, Stage, Status


@dataclass(frozen=True)
class Line:
    """One event: its day, what happened, who recorded it, why, and whether it was taken back. `under` is the number
    of another record of the person, if it stands there."""

    on: date
    sentence: str
    by: str
    reason: str
    is_undone: bool
    under: str


@dataclass(frozen=True)
class Named:
    """Names of the places and people that events speak of, by row id."""

    places: Mapping[int, str]
    people: Mapping[int, str]
    of_affiliations: Mapping[int, int]

    def place(self, pk: int | None) -> str:
        return self.places.get(pk or 0, "–")


def named_in(events: Iterable[MemberEvent]) -> Named:
    """Look the names up; two queries."""
    said = [event.payload for event in events]
    began = [payload for payload in said if "affiliation" in payload and "organisation" in payload]
    places = {payload["organisation"] for payload in said if "organisation" in payload}
    people = {payload["canonical"] for payload in said if "canonical" in payload}
    return Named(
        {place.pk: str(place) for place in Organisation.objects.filter(pk__in=places)},
        {pk: f"{name}（{number}）" for pk, name, number in _called(people)},
        {payload["affiliation"]: payload["organisation"] for payload in began},
    )


def _called(people: set[int]) -> Iterable[tuple[int, str, str]]:
    return Member.objects.filter(pk__in=people).values_list("pk", "name", "number") if people else []


def line_of(event: MemberEvent, named: Named, *, offices: Mapping[int, str], own: Member) -> Line:
    """`offices` maps an office's row id to its words, as collected from the events that began them."""
    return Line(
        on=event.on,
        sentence=_sentence(event.kind, event.payload, named, offices),
        by=event.by.name if event.by else "",
        reason=event.reason,
        is_undone=event.is_undone,
        under="" if event.member_id == own.pk else event.member.number,
    )


def offices_in_words(events: Iterable[MemberEvent], named: Named) -> dict[int, str]:
    """Office row id → "branch secretary · second branch"."""
    return {
        event.payload["office"]: f"{Role(event.payload['role']).label} · {named.place(event.payload['organisation'])}"
        for event in events
        if event.kind == "appointed"
    }


def _sentence(kind: str, said: Mapping[str, Any], named: Named, offices: Mapping[int, str]) -> str:
    """Whole sentences, so that each language can order its words."""
    return {**_ABOUT_PERSON, **_ABOUT_PLACES}[kind](said, named, offices)


Wording = Callable[[Mapping[str, Any], Named, Mapping[int, str]], str]
_ABOUT_PERSON: dict[str, Wording] = {
    "registered": lambda said, _n, _o: _("Taken into the register as %(name)s, number %(number)s") % said,
    "named": lambda said, _n, _o: _("Name changed to %(name)s") % said,
    "numbered": lambda said, _n, _o: _("Member number changed to %(number)s") % said,
    "stage": lambda said, _n, _o: _("Stage: %(stage)s") % {"stage": Stage(said["stage"]).label},
    "category": lambda said, _n, _o: _("Category: %(category)s") % {"category": Category(said["category"]).label},
    "status": lambda said, _n, _o: _("Status: %(status)s") % {"status": Status(said["status"]).label},
}
_ABOUT_PLACES: dict[str, Wording] = {
    "affiliated": lambda said, named, _o: _("Belongs to %(place)s") % {"place": named.place(said["organisation"])},
    "left": lambda said, named, _o: (
        _("No longer belongs to %(place)s") % {"place": named.place(named.of_affiliations.get(said["affiliation"]))}
    ),
    "appointed": lambda said, _n, offices: (
        _("Office begins: %(office)s") % {"office": offices.get(said["office"], "–")}
    ),
    "dismissed": lambda said, _n, held: _("Office ends: %(office)s") % {"office": held.get(said["office"], "–")},
    "aliased": lambda said, named, _o: (
        _("Joined with another record of the same person: %(canonical)s")
        % {"canonical": named.people.get(said["canonical"], "–")}
    ),
    "separated": lambda _s, _n, _o: _("Separated from the other record again"),
}
