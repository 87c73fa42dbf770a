"""A chunk of checked rows of offices. Each one given or ended is audited by itself, for it gives rights over others."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from school.importing.findings import Finding
from school.importing.models import ImportBatch, ImportRow, Verdict
from school.organisation.acting import Act
from school.organisation.giving import is_same_person
from school.organisation.models import DEPARTED, Member, MemberEvent, MemberEventKind, Office, Organisation
from school.organisation.services.chronicling import Noted, chronicle_first_events, note_all

Key = tuple[str, str, str, str]


def apply_offices(*, batch: ImportBatch, rows: list[ImportRow], act: Act) -> dict[int, Finding]:
    """Give the new offices and end the others; what no longer fits comes back with the reason."""
    targets = {row.target for row in rows}
    held = Member.objects.select_for_update(no_key=True).filter(public_id__in=targets).order_by("pk")
    members = {member.public_id: member for member in held}
    places = Organisation.objects.within(batch.organisation.path).in_bulk(
        {row.after["organisation"] for row in rows}, field_name="public_id"
    )
    chronicle_first_events(member_ids=[member.pk for member in members.values()])
    offices = find_offices(rows=rows)
    refused: dict[int, Finding] = {}
    given: list[tuple[ImportRow, Office]] = []
    for row in rows:
        member, place = members.get(row.target), places.get(row.after["organisation"])
        if member is None or place is None or _is_out(member, place) or not _stands(row, offices.get(key_of(row=row))):
            refused[row.pk] = Finding("role", "changed-meanwhile")
        elif act.member is not None and is_same_person(act.member, member):
            refused[row.pk] = Finding("number", "own-office")
        elif row.verdict == Verdict.NEW:
            given.append((row, _office(row, member, place)))
    Office.objects.bulk_create([office for _row, office in given])
    ended = [
        (row, offices[key_of(row=row)]) for row in rows if row.verdict == Verdict.CHANGED and row.pk not in refused
    ]
    _withdraw_endings([office for _row, office in ended if office.ends_on is not None], act)
    for row, office in ended:
        office.ends_on = date.fromisoformat(row.after["ends_on"])
    Office.objects.bulk_update([office for _row, office in ended], ["ends_on"])
    _tell(given, ended, act)
    return refused


def _withdraw_endings(offices: list[Office], act: Act) -> None:
    """An office whose last day is corrected has ended only once."""
    endings = MemberEvent.objects.filter(kind=MemberEventKind.DISMISSED, undone_at__isnull=True)
    for office in offices:
        endings.filter(member=office.member_id, payload__office=office.pk).update(undone_at=act.at)


def _is_out(member: Member, place: Organisation) -> bool:
    return member.status in DEPARTED or member.stands_for_id is not None or place.closed_on is not None


def key_of(*, row: ImportRow) -> Key:
    said = row.after
    return row.target, said["organisation"], said["role"], said["starts_on"]


def find_offices(*, rows: list[ImportRow]) -> dict[Key, Office]:
    """The offices that the rows speak of, as far as they exist."""
    wanted = {key_of(row=row) for row in rows}
    found = Office.objects.filter(
        Q(member__public_id__in={key[0] for key in wanted}), starts_on__in={key[3] for key in wanted}
    ).select_related("member", "organisation")
    keyed = {
        (office.member.public_id, office.organisation.public_id, office.role, office.starts_on.isoformat()): office
        for office in found
    }
    return {key: office for key, office in keyed.items() if key in wanted}


def _stands(row: ImportRow, office: Office | None) -> bool:
    """Whether the office is as the check saw it."""
    if row.verdict == Verdict.NEW:
        return office is None
    ends_on = office.ends_on.isoformat() if office and office.ends_on else None
    return office is not None and ends_on == row.before["ends_on"]


def _office(row: ImportRow, member: Member, place: Organisation) -> Office:
    said = row.after
    ends_on = date.fromisoformat(said["ends_on"]) if "ends_on" in said else None
    return Office(
        member=member,
        organisation=place,
        role=said["role"],
        starts_on=date.fromisoformat(said["starts_on"]),
        ends_on=ends_on,
    )


def _tell(given: list[tuple[ImportRow, Office]], ended: list[tuple[ImportRow, Office]], act: Act) -> None:
    """The timeline and the audit of each."""
    events: list[Noted] = []
    for _row, office in given:
        said = {"office": office.pk, "role": office.role, "organisation": office.organisation_id}
        events.append((office.member_id, MemberEventKind.APPOINTED, office.starts_on, said))
        _audit("office.appointed", office, act)
    for _row, office in [*given, *ended]:
        if office.ends_on is not None:
            events.append((office.member_id, MemberEventKind.DISMISSED, office.ends_on, {"office": office.pk}))
    for _row, office in ended:
        _audit("office.ended", office, act)
    note_all(events=events, act=act)


def _audit(action: str, office: Office, act: Act) -> None:
    act.record(
        action,
        subject_kind="member",
        subject_id=office.member.public_id,
        organisation_path=office.organisation.path,
        details={
            "role": office.role,
            "starts_on": office.starts_on.isoformat(),
            "ends_on": office.ends_on.isoformat() if office.ends_on else "",
        },
    )
