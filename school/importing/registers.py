"""The register as rows of a sheet, in the columns of the template, so that what was exported can be imported again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice

from django.db.models import Q, QuerySet

from school.importing.fields import FIELDS, Field
from school.importing.models import BatchKind
from school.importing.planning.places import Places
from school.importing.planning.standing import standings
from school.importing.planning.vocabularies import choice_label
from school.organisation.models import Member, Office, Organisation, OrganisationKind
from school.organisation.tree_paths import WIDTH

CHUNK = 500
NOT_EXPORTED = {"identity", "birth_on"}


def exported_fields(kind: str) -> list[Field]:
    """ID numbers and dates of birth are never given out."""
    return [field for field in FIELDS[kind] if field.code not in NOT_EXPORTED]


def count_rows(kind: str, path: str, *, on: date) -> int:
    """How many rows `register_rows` will give."""
    if kind == BatchKind.MEMBERS:
        return _members(path, on).count()
    if kind == BatchKind.OFFICES:
        return _offices(path, on).count()
    return _organisations(path).count()


def member_ids(kind: str, path: str, *, on: date) -> Iterator[int]:
    """Whom the rows are about, for the record of who looked at whom."""
    if kind == BatchKind.MEMBERS:
        return _members(path, on).values_list("pk", flat=True).iterator()
    if kind == BatchKind.OFFICES:
        return _offices(path, on).values_list("member_id", flat=True).distinct().iterator()
    return iter(())


def register_rows(kind: str, path: str, *, on: date) -> Iterator[list[str]]:
    """Rows of what stands today at and below the path, in the active language."""
    places = Places(path)
    rows: dict[str, Callable[[Places, date], Iterator[dict[str, str]]]] = {
        BatchKind.MEMBERS: _member_rows,
        BatchKind.OFFICES: _office_rows,
        BatchKind.ORGANISATIONS: _organisation_rows,
    }
    codes = [field.code for field in exported_fields(kind)]
    for row in rows[kind](places, on):
        yield [row.get(code, "") for code in codes]


def _members(path: str, on: date) -> QuerySet[Member]:
    return Member.objects.affiliated_within(path, on=on).canonical()


def _member_rows(places: Places, on: date) -> Iterator[dict[str, str]]:
    ids = _members(places.root, on).order_by("number").values_list("pk", flat=True).iterator()
    while chunk := list(islice(ids, CHUNK)):
        for standing in sorted(standings(Q(pk__in=chunk), on=on, with_identity=False), key=lambda one: one.number):
            row = {code: str(value) for code, value in standing.parts.items()}
            row |= {code: choice_label(code, standing.parts[code]) for code in ("category", "stage", "status")}
            row |= {step: day.isoformat() for step, day in standing.days.items()}
            row["number"] = standing.number
            row["organisation"] = places.telling_name(places.by_path[standing.path])
            row["since"] = standing.since.isoformat() if standing.since else ""
            yield row


def _offices(path: str, on: date) -> QuerySet[Office]:
    """Offices in force, of people and at places within reach."""
    here = _members(path, on).values("pk")
    return Office.objects.held_on(on).filter(organisation__in=_organisations(path), member__in=here)


def _office_rows(places: Places, on: date) -> Iterator[dict[str, str]]:
    columns = ("member__number", "member__name", "organisation__path", "role", "starts_on", "ends_on")
    rows = _offices(places.root, on).order_by("organisation__path", "member__number", "pk").values_list(*columns)
    for number, name, path, role, starts_on, ends_on in rows.iterator():
        yield {
            "number": number,
            "name": name,
            "organisation": places.telling_name(places.by_path[path]),
            "role": choice_label("role", role),
            "starts_on": starts_on.isoformat(),
            "ends_on": ends_on.isoformat() if ends_on else "",
        }


def _organisations(path: str) -> QuerySet[Organisation]:
    return Organisation.objects.within(path).still_open()


def _organisation_rows(places: Places, on: date) -> Iterator[dict[str, str]]:
    kinds = {kind.code: kind for kind in OrganisationKind.objects.all()}
    for place in places.by_path.values():
        if place.closed_on is not None:
            continue
        above = places.by_path.get(place.path[:-WIDTH])
        yield {
            "code": place.public_id,
            "name": place.name,
            "short_name": place.short_name,
            "kind": choice_label("kind", place.kind, kinds),
            "parent": places.telling_name(above) if above else "",
            "founded_on": place.founded_on.isoformat() if place.founded_on else "",
        }
