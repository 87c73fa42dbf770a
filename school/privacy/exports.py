"""The gate of every file about people: a reason, a limit, a second factor, a number and a mark.

A view asks `open_export` before it writes the first line; what is refused leaves a line in the audit too. The file ends
with `Export.watermark`, so that a copy found anywhere says who took it, when and what for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.errors import SchoolError
from school.policies.reading import policy
from school.privacy.acts import ActLike, Person
from school.privacy.errors import ExportTooLong, PurposeMissing, SecondFactorMissing
from school.privacy.forms import ExportForm
from school.privacy.models import ExportKind, ExportRecord, ExportState, LookedAt, LookKind
from school.privacy.ports import directory, second_factors
from school.privacy.services.looking import record_look

__all__ = ["Export", "ExportForm", "open_export"]

_SHOWN_AS = {
    ExportKind.MEMBERS: LookedAt.MEMBER_LIST,
    ExportKind.OFFICES: LookedAt.MEMBER_LIST,
    ExportKind.INVITATIONS: LookedAt.MEMBER_LIST,
    ExportKind.STUDY: LookedAt.STUDY_LIST,
    ExportKind.COURSE: LookedAt.COURSE_LIST,
    ExportKind.ATTENDANCE: LookedAt.ATTENDANCE_LIST,
    ExportKind.AUDIT: LookedAt.AUDIT,
}


@dataclass(frozen=True)
class Export:
    """An export that may be made. `watermark` is one line of text in the exporter's language."""

    number: str
    watermark: str

    @property
    def last_line(self) -> list[str]:
        """The last line of a CSV: one cell, begun with "#", which spreadsheets show and our importer passes over."""
        return [f"# {self.watermark}"]


def open_export(*, act: ActLike, kind: str, paths: Sequence[str], rows: int, member_ids: Iterable[int] = ()) -> Export:
    """Let an export of `rows` lines pass: number it, audit it, and write a look for each of these members.

    `act` carries the exporter, her office and the reason she gave; `paths` are the places the file covers. Nothing here
    decides the scope: the caller has chosen the rows by the right it asked for.

    Raises:
        PurposeMissing: without a reason.
        ExportTooLong: beyond the policy exports.row_limit.
        SecondFactorMissing: for who is held to a second factor and has none.
    """
    exporter = act.member
    if exporter is None:
        raise PurposeMissing
    refusal = _refusal(act, exporter, rows)
    with transaction.atomic():
        made = ExportRecord.objects.create(
            kind=kind,
            member_id=exporter.pk,
            office_id=act.office_id,
            organisation_path=paths[0] if paths else "",
            reason=act.reason,
            rows=rows,
            state=ExportState.REFUSED if refusal else ExportState.MADE,
            refusal=refusal.code if refusal else "",
            at=act.at,
        )
        act.record(
            "export.refused" if refusal else "export.made",
            subject_kind="export",
            subject_id=made.number,
            organisation_path=made.organisation_path,
            outcome="refused" if refusal else "done",
            details={"kind": kind, "rows": rows, "places": list(paths), "refusal": made.refusal},
        )
        if refusal is None:
            _record_looks(made, exporter, member_ids)
    if refusal is not None:
        raise refusal
    return Export(number=made.number, watermark=_watermark(made, exporter))


def _refusal(act: ActLike, exporter: Person, rows: int) -> SchoolError | None:
    limit = policy("exports.row_limit")
    if not act.reason.strip():
        return PurposeMissing()
    if rows > limit:
        return ExportTooLong(rows=rows, limit=limit)
    return SecondFactorMissing() if second_factors().lacks(exporter.pk, act.at) else None


def _record_looks(made: ExportRecord, exporter: Person, member_ids: Iterable[int]) -> None:
    shown = _SHOWN_AS.get(ExportKind(made.kind))
    if shown is None:
        return
    record_look(
        member_ids=member_ids,
        looker=exporter,
        office_id=made.office_id,
        kind=LookKind.EXPORT,
        what=shown,
        occasion=made.number,
        reason=made.reason,
        at=made.at,
    )


def _watermark(made: ExportRecord, exporter: Person) -> str:
    office = directory().offices([made.office_id]).get(made.office_id, "") if made.office_id else ""
    name = directory().names([exporter.pk]).get(exporter.pk, "")
    return _("Export %(number)s · %(who)s · %(when)s · Reason: %(reason)s") % {
        "number": made.number,
        "who": " · ".join(filter(None, (name, office))),
        "when": _moment(made.at),
        "reason": " ".join(made.reason.split()),
    }


def _moment(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")
