"""The appraisal packet: facts with provenance. It computes no score and proposes no grade (DOMAIN §0 D4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from progress.models import LedgerEntry
from progress.reports.year import YearReport, year_of
from school.organisation.authority import Authority
from school.organisation.models import Member


@dataclass(frozen=True)
class PacketFact:
    """One credited activity and where it comes from, in words."""

    entry: LedgerEntry
    provenance: str


@dataclass(frozen=True)
class Packet:
    year: int
    report: YearReport
    facts: list[PacketFact]


def provenance_of(entry: LedgerEntry) -> str:
    """Where an entry comes from, without any figure of time spent."""
    words = {
        "register": _("by the confirmed register"),
        "completion": _("all required parts met"),
    }
    if entry.is_reversal:
        return _("counter-entry: %(reason)s") % {"reason": entry.reason}
    return words.get(entry.evidence_kind, _("entered by hand, with evidence"))


def packet_of(*, member: Member, authority: Authority, year: int, on: date) -> Packet:
    """The packet of `member` (whose own authority is given) for a year, as the ledger stands."""
    report = year_of(member=member, authority=authority, year=year, on=on)
    return Packet(year, report, [PacketFact(entry, provenance_of(entry)) for entry in report.entries])
