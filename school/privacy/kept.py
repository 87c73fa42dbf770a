"""What is kept about one person, in words: the registry read for her eyes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, IntegerField, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from school.policies.reading import policy
from school.privacy.registry import Erasure, ErasureRule, PersonalData, Retention, Row, personal_data


@dataclass(frozen=True)
class Kept:
    """One kind of data and how many rows of it are hers."""

    entry: PersonalData
    rows: int

    @property
    def retention(self) -> str:
        return retention_in_words(self.entry.retention)

    @property
    def erasure(self) -> str:
        return erasure_in_words(self.entry.erasure)


def kept_about(records: list[int]) -> list[Kept]:
    """Every kind of data with its number of rows, counted in one query whatever there is."""
    entries = personal_data()
    counts = [
        entry.table.filter(entry.of(*records))
        .order_by()
        .annotate(entry_number=Value(number, IntegerField()))
        .values("entry_number")
        .annotate(entry_rows=Count("pk"))
        for number, entry in enumerate(entries)
    ]
    found = {row["entry_number"]: row["entry_rows"] for row in counts[0].union(*counts[1:], all=True)} if counts else {}
    return [Kept(entry, found.get(number, 0)) for number, entry in enumerate(entries)]


def rows_about(entry: PersonalData, records: list[int]) -> Iterator[Row]:
    """What the person gets to read, over all her records."""
    for member_id in records if entry.rows else ():
        yield from entry.rows(member_id)  # type: ignore[misc]  # it is there: the loop runs only then


def retention_in_words(retention: Retention) -> str:
    """How long, as a sentence."""
    if retention.permanent:
        return _("Kept for good. %(reason)s") % {"reason": retention.permanent}
    if retention.term:
        return str(retention.term)
    if retention.with_the_record:
        return _("Kept as long as your record stands.")
    days = policy(retention.policy)
    return ngettext("Kept for %(days)s day.", "Kept for %(days)s days.", days) % {"days": days}


def erasure_in_words(erasure: Erasure) -> str:
    """What an erasure does, as a sentence."""
    match erasure.rule:
        case ErasureRule.DELETE:
            return _("An erasure deletes it.")
        case ErasureRule.ANONYMISE:
            return _("An erasure takes names and words out of it.")
        case _:
            return _("An erasure leaves it. %(reason)s") % {"reason": erasure.reason}
