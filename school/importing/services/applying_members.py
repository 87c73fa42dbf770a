"""A chunk of checked rows of members, written with a number of statements that does not depend on their number."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db.models import Q

from school.importing import sealing
from school.importing.findings import Finding
from school.importing.models import IdentityNumber, ImportBatch, ImportRow, Verdict
from school.importing.planning.members import COMPARED
from school.importing.planning.standing import Standing, standings
from school.importing.planning.wider import CONTACTS, wider_accounts
from school.importing.rules import STAGE_OF_STEP, STEP_OF_STAGE, STEPS
from school.importing.services.foreign_contacts import leave_out_foreign_contacts
from school.organisation.acting import Act
from school.organisation.authority import authority_of
from school.organisation.models import Affiliation, Member, MemberEvent, MemberEventKind, Organisation
from school.organisation.names import search_text, sort_text
from school.organisation.services.chronicling import Noted, chronicle_first_events, note_all
from school.organisation.services.readdressing import note_former_addresses

_KINDS = {
    "name": MemberEventKind.NAMED,
    "category": MemberEventKind.CATEGORY,
    "status": MemberEventKind.STATUS,
}
_COLUMNS = ("name", "category", "stage", "status", "phone", "email", "joined_on")


def apply_members(*, batch: ImportBatch, rows: list[ImportRow], act: Act) -> dict[int, Finding]:
    """Register the new and change the others; rows that the register no longer allows come back with the reason."""
    places = _places(batch, rows)
    leave_out_foreign_contacts(batch=batch, rows=rows, on=act.today)
    refused = _refuse_places(rows, places)
    new = [row for row in rows if row.verdict == Verdict.NEW and row.pk not in refused]
    refused |= _refuse_taken(new)
    _register([row for row in new if row.pk not in refused], places, act)
    changed = [row for row in rows if row.verdict == Verdict.CHANGED and row.pk not in refused]
    held = _hold(changed)
    known = {standing.public_id: standing for standing in standings(Q(pk__in=held), on=act.today, with_identity=True)}
    refused |= _refuse_moved_on(batch, changed, known)
    refused |= _refuse_wider(changed, known, act)
    _change([(row, known[row.target]) for row in changed if row.pk not in refused], places, act)
    return refused


def _places(batch: ImportBatch, rows: list[ImportRow]) -> dict[str, Organisation]:
    """The branches that the rows name, as far as they are still open and within reach."""
    wanted = {row.after["organisation"] for row in rows if "organisation" in row.after}
    open_ones = Organisation.objects.within(batch.organisation.path).still_open().filter(public_id__in=wanted)
    return {place.public_id: place for place in open_ones}


def _refuse_places(rows: list[ImportRow], places: dict[str, Organisation]) -> dict[int, Finding]:
    return {
        row.pk: Finding("organisation", "changed-meanwhile")
        for row in rows
        if row.after.get("organisation", "") not in {"", *places}
    }


def _refuse_taken(new: list[ImportRow]) -> dict[int, Finding]:
    """Numbers and addresses that somebody else has taken since the check."""
    refused = {}
    for code in ("number", "phone", "email"):
        wanted = {row.after[code]: row.pk for row in new if row.after.get(code)}
        for taken in Member.objects.filter(**{f"{code}__in": wanted}).values_list(code, flat=True):
            refused[wanted[taken]] = Finding(code, f"{code}-unavailable")
    digests = {row.after["identity"]["digest"]: row.pk for row in new if "identity" in row.after}
    for taken in IdentityNumber.objects.filter(digest__in=digests).values_list("digest", flat=True):
        refused[digests[taken]] = Finding("identity", "identity-unavailable")
    return refused


def _register(rows: list[ImportRow], places: dict[str, Organisation], act: Act) -> None:
    members = Member.objects.bulk_create([_member(row, act) for row in rows])
    joined = Affiliation.objects.bulk_create(
        [
            Affiliation(
                member=member, organisation=places[row.after["organisation"]], starts_on=_day(row.after["since"])
            )
            for row, member in zip(rows, members, strict=True)
        ]
    )
    events: list[Noted] = []
    for row, member, place in zip(rows, members, joined, strict=True):
        began = {"affiliation": place.pk, "organisation": place.organisation_id}
        said = {"name": member.name, "number": member.number, "category": member.category}
        events.append((member.pk, MemberEventKind.REGISTERED, place.starts_on, said))
        events += [
            (member.pk, MemberEventKind.STAGE, day, {"stage": stage}) for stage, day in _stages(row, place.starts_on)
        ]
        if member.status != "normal":
            events.append((member.pk, MemberEventKind.STATUS, place.starts_on, {"status": member.status}))
        events.append((member.pk, MemberEventKind.AFFILIATED, place.starts_on, began))
    note_all(events=events, act=act)
    _keep_identities([(row, member.pk) for row, member in zip(rows, members, strict=True)], act)


def _member(row: ImportRow, act: Act) -> Member:
    said = row.after
    return Member(
        public_id=row.target,
        number=said["number"],
        name=said["name"],
        email=said.get("email", ""),
        phone=said.get("phone", ""),
        category=said["category"],
        stage=said["stage"],
        status=said["status"],
        joined_on=_day(said["joined_on"]) if "joined_on" in said else None,
        # Nobody can sign in yet: invitations set the first password.
        password=make_password(None),
        registered_at=act.at,
    )


def _stages(row: ImportRow, registered_on: date) -> list[tuple[str, date]]:
    """Every stage with a day; the present one began at the latest of what is known when nobody wrote it down."""
    days = {STAGE_OF_STEP[step]: _day(row.after[step]) for step in STEPS if step in row.after}
    days.setdefault(row.after["stage"], max([registered_on, *days.values()]))
    return list(days.items())


def _hold(rows: list[ImportRow]) -> list[int]:
    """Lock the members in the order of their ids, as every writer of timelines does."""
    targets = [row.target for row in rows]
    held = Member.objects.select_for_update(no_key=True).filter(public_id__in=targets).order_by("pk")
    return list(held.values_list("pk", flat=True))


def _refuse_moved_on(batch: ImportBatch, rows: list[ImportRow], known: dict[str, Standing]) -> dict[int, Finding]:
    """Rows whose member no longer stands as the check saw her, or stands beyond the reach by now."""
    root, is_whole_tree = batch.organisation.path, batch.organisation.parent_id is None
    refused = {}
    for row in rows:
        standing = known.get(row.target)
        if standing is not None and not standing.is_within(root, is_whole_tree=is_whole_tree):
            refused[row.pk] = Finding("number", "changed-meanwhile")
            continue
        stale = [
            code for code, value in row.before.items() if standing is None or plain(value=standing.value(code)) != value
        ]
        if stale or standing is None:
            refused[row.pk] = Finding(stale[0] if stale else "number", "changed-meanwhile")
    return refused


def _refuse_wider(rows: list[ImportRow], known: dict[str, Standing], act: Act) -> dict[int, Finding]:
    """Addresses of people who were given an office beyond the importer's since the check."""
    if act.member is None:
        return {}
    ids = [standing.pk for standing in known.values()]
    wider = wider_accounts(authority_of(act.member, at=act.at), member_ids=ids, on=act.today)
    return {
        row.pk: Finding(min(CONTACTS & row.after.keys()), "account-reaches-further")
        for row in rows
        if row.target in known and known[row.target].pk in wider and CONTACTS & row.after.keys()
    }


def plain(*, value: Any) -> Any:
    """As a row keeps it."""
    return value.isoformat() if isinstance(value, date) else value


def _change(pairs: list[tuple[ImportRow, Standing]], places: dict[str, Organisation], act: Act) -> None:
    chronicle_first_events(member_ids=[standing.pk for _row, standing in pairs])
    members = Member.objects.in_bulk([standing.pk for _row, standing in pairs])
    columns: set[str] = set()
    events: list[Noted] = []
    superseded: dict[int, set[str]] = defaultdict(set)
    for row, standing in pairs:
        member = members[standing.pk]
        for code in COMPARED:
            if code in row.after:
                events += _events_of(row, member, code, superseded, act)
        changed = {code for code in _COLUMNS if code in row.after}
        for code in changed:
            setattr(member, code, _day(row.after[code]) if code == "joined_on" else row.after[code])
        columns |= changed
    _withdraw(superseded, act)
    if columns:
        _save(list(members.values()), columns)
    note_former_addresses(
        former={standing.pk: row.before["email"] for row, standing in pairs if "email" in row.after}, at=act.at
    )
    events += _move([pair for pair in pairs if "organisation" in pair[0].after], places)
    note_all(events=events, act=act)
    _keep_identities([(row, standing.pk) for row, standing in pairs], act)


def _events_of(row: ImportRow, member: Member, code: str, superseded: dict[int, set[str]], act: Act) -> list[Noted]:
    """What the timeline says of one changed field; steps of development stand on their own day."""
    if code in _KINDS:
        said = {code: row.after[code], "before": {code: row.before[code]}}
        return [(member.pk, _KINDS[code], act.today, said)]
    if code == "stage" and STEP_OF_STAGE[row.after["stage"]] not in row.after:
        said = {"stage": row.after["stage"], "before": {"stage": row.before["stage"]}}
        return [(member.pk, MemberEventKind.STAGE, act.today, said)]
    if code in STEPS:
        superseded[member.pk].add(STAGE_OF_STEP[code])
        return [(member.pk, MemberEventKind.STAGE, _day(row.after[code]), {"stage": STAGE_OF_STEP[code]})]
    return []


def _withdraw(superseded: dict[int, set[str]], act: Act) -> None:
    """Days of stages that the sheet corrects; the rows stay, marked as taken back at the moment of the import."""
    events = MemberEvent.objects.filter(member__in=superseded, kind=MemberEventKind.STAGE, undone_at__isnull=True)
    wrong = [event.pk for event in events if event.payload["stage"] in superseded[event.member_id]]
    MemberEvent.objects.filter(pk__in=wrong).update(undone_at=act.at)


def _save(members: list[Member], columns: set[str]) -> None:
    if "name" in columns:
        columns |= {"search_text", "sort_text"}
        for member in members:
            member.search_text = search_text(name=member.name, number=member.number)
            member.sort_text = sort_text(member.name)
    Member.objects.bulk_update(members, sorted(columns))


def _move(pairs: list[tuple[ImportRow, Standing]], places: dict[str, Organisation]) -> list[Noted]:
    """End the running affiliations and begin the new ones."""
    days = {standing.pk: _day(row.after["since"]) for row, standing in pairs}
    running = list(Affiliation.objects.filter(member__in=days, ends_on__isnull=True))
    for place in running:
        place.ends_on = days[place.member_id]
    Affiliation.objects.bulk_update(running, ["ends_on"])
    began = Affiliation.objects.bulk_create(
        [
            Affiliation(
                member_id=standing.pk, organisation=places[row.after["organisation"]], starts_on=days[standing.pk]
            )
            for row, standing in pairs
        ]
    )
    left: list[Noted] = [
        (place.member_id, MemberEventKind.LEFT, days[place.member_id], {"affiliation": place.pk}) for place in running
    ]
    return left + [
        (
            place.member_id,
            MemberEventKind.AFFILIATED,
            place.starts_on,
            {"affiliation": place.pk, "organisation": place.organisation_id},
        )
        for place in began
    ]


def _keep_identities(pairs: list[tuple[ImportRow, int]], act: Act) -> None:
    wanted = [(member_id, row.after["identity"]) for row, member_id in pairs if "identity" in row.after]
    IdentityNumber.objects.filter(member__in=[member_id for member_id, _identity in wanted]).delete()
    IdentityNumber.objects.bulk_create(
        [
            IdentityNumber(
                member_id=member_id,
                algorithm=sealing.ALGORITHM,
                key_id=sealing.key_id(),
                sealed=identity["sealed"],
                digest=identity["digest"],
                recorded_at=act.at,
            )
            for member_id, identity in wanted
        ]
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)
