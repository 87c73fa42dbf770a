"""Reversing a chunk of imported offices."""

from __future__ import annotations

from datetime import date

from school.audit.models import AuditEntry
from school.importing.models import ImportBatch, ImportRow, Verdict
from school.importing.services.applying_offices import find_offices, key_of
from school.importing.services.undoing_members import CHANGED, GONE
from school.importing.uses import uses
from school.organisation.acting import Act
from school.organisation.models import Member, MemberEvent, Office

ACTED_IN = "acted-in"


def undo_offices(*, batch: ImportBatch, rows: list[ImportRow], act: Act) -> dict[int, str]:
    """Take away the offices that the import gave and nobody has acted in, and let the ended ones run on."""
    list(
        Member.objects.select_for_update(no_key=True).filter(public_id__in={row.target for row in rows}).order_by("pk")
    )
    offices = find_offices(rows=rows)
    kept: dict[int, str] = {}
    for row in rows:
        office = offices.get(key_of(row=row))
        ends_on = office.ends_on.isoformat() if office and office.ends_on else None
        if office is None:
            kept[row.pk] = GONE
        elif ends_on != row.after.get("ends_on"):
            kept[row.pk] = CHANGED
    standing = {row.pk: offices[key_of(row=row)] for row in rows if row.pk not in kept}
    new = {standing[row.pk].pk: row.pk for row in rows if row.verdict == Verdict.NEW and row.pk in standing}
    kept |= {new[pk]: word for pk, word in uses(Office, list(new)).items()}
    acted = AuditEntry.objects.filter(office_id__in=new).values_list("office_id", flat=True).distinct()
    kept |= {new[pk]: ACTED_IN for pk in acted if pk is not None}
    for row in rows:
        if row.pk not in kept:
            _take_back(row, standing[row.pk], batch, act)
    return kept


def _take_back(row: ImportRow, office: Office, batch: ImportBatch, act: Act) -> None:
    told = MemberEvent.objects.filter(member=office.member_id, payload__office=office.pk)
    if batch.stamp is not None:
        told.filter(at=batch.stamp, undone_at__isnull=True).update(undone_at=act.at)
        told.filter(undone_at=batch.stamp).update(undone_at=None)
    act.record(
        "office.import_undone",
        subject_kind="member",
        subject_id=office.member.public_id,
        organisation_path=office.organisation.path,
        details={"role": office.role, "starts_on": office.starts_on.isoformat()},
    )
    if row.verdict == Verdict.NEW:
        office.delete()
        return
    before = row.before["ends_on"]
    office.ends_on = date.fromisoformat(before) if before else None
    office.save(update_fields=["ends_on"])
