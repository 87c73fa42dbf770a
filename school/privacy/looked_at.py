"""What a member reads about who looked at her record: one line a person, day and thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from school.policies.reading import policy
from school.privacy.models import Look, LookedAt, LookKind
from school.privacy.ports import directory
from school.privacy.registry import Row

BATCH = 500


@dataclass(frozen=True)
class LookLine:
    """`name` is empty where the policy shows offices only; both are empty for the system itself."""

    on: date
    office: str
    name: str
    kind: str
    what: str
    reason: str


def looks_of(*records: int) -> QuerySet[Look]:
    """Everybody else's looks at these records of one person, the newest first."""
    return Look.objects.filter(member__in=records).order_by("-on", "-last_at", "-pk")


def in_words(looks: Iterable[Look]) -> list[LookLine]:
    """The same looks with offices and names, in two queries."""
    chosen = list(looks)
    offices = directory().offices({look.office_id for look in chosen if look.office_id})
    shows_names = policy("privacy.name_of_looker") == "name"
    names = directory().names({look.looker_id for look in chosen}) if shows_names else {}
    return [
        LookLine(
            on=look.on,
            office=offices.get(look.office_id, ""),
            name=names.get(look.looker_id, ""),
            kind=str(dict(LookKind.choices).get(look.kind, look.kind)),
            what=str(dict(LookedAt.choices).get(look.what, look.what)),
            reason=look.reason,
        )
        for look in chosen
    ]


def looks_at(member_id: int) -> Iterator[Row]:
    """For the download of one's own data."""
    found = looks_of(member_id)
    for start in range(0, found.count(), BATCH):
        for line in in_words(found[start : start + BATCH]):
            yield line.__dict__
