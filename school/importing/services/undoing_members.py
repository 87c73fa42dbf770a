"""Reversing a chunk of imported members."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from school.importing import sealing
from school.importing.models import IdentityNumber, ImportBatch, ImportRow, Verdict
from school.importing.planning.members import COMPARED
from school.importing.planning.standing import Standing, standings
from school.importing.planning.wider import CONTACTS
from school.importing.services.applying_members import plain
from school.importing.uses import uses
from school.organisation.acting import Act
from school.organisation.models import Affiliation, Member, MemberEvent
from school.organisation.names import search_text, sort_text
from school.organisation.services.readdressing import note_former_addresses

# Why a row stays, as codes that the page words.
CHANGED, GONE, SIGNED_IN = "changed", "gone", "signed-in"
_OWN = (Affiliation, MemberEvent, IdentityNumber)


def undo_members(*, batch: ImportBatch, rows: list[ImportRow], act: Act) -> dict[int, str]:
    """Delete whom the import registered and restore what it changed; row → why it stays."""
    held = Member.objects.select_for_update(no_key=True).filter(public_id__in=[row.target for row in rows])
    pks = list(held.order_by("pk").values_list("pk", flat=True))
    known = {one.public_id: one for one in standings(Q(pk__in=pks), on=act.today, with_identity=True)}
    kept = _touched(batch, rows, known)
    new = {row.target: row for row in rows if row.verdict == Verdict.NEW and row.pk not in kept}
    kept |= _used(new, known)
    _delete([known[target].pk for target, row in new.items() if row.pk not in kept])
    changed = [row for row in rows if row.verdict == Verdict.CHANGED and row.pk not in kept]
    _restore([(row, known[row.target]) for row in changed], batch, act)
    return kept


def _touched(batch: ImportBatch, rows: list[ImportRow], known: dict[str, Standing]) -> dict[int, str]:
    """Rows whose member differs from what the import wrote, or has an entry in her timeline since."""
    later = MemberEvent.objects.filter(
        member__in=[standing.pk for standing in known.values()], at__gt=batch.stamp or batch.created_at
    )
    told = set(later.values_list("member__public_id", flat=True))
    kept = {}
    for row in rows:
        standing = known.get(row.target)
        if standing is None:
            kept[row.pk] = GONE
        elif row.target in told or not _is_as_written(row, standing):
            kept[row.pk] = CHANGED
    return kept


def _is_as_written(row: ImportRow, standing: Standing) -> bool:
    fields = [code for code in (*COMPARED, "organisation", "since") if code in row.after]
    return all(_stands(row, standing, code) for code in fields)


def _stands(row: ImportRow, standing: Standing, code: str) -> bool:
    """As the row wrote it; a phone or address that an account elsewhere had was left as it was."""
    value = plain(value=standing.value(code))
    return value == row.after[code] or (code in CONTACTS and value == row.before.get(code, ""))


def _used(new: dict[str, ImportRow], known: dict[str, Standing]) -> dict[int, str]:
    """Registered people whom anything else refers to by now, or who have signed in."""
    pks = {known[target].pk: row.pk for target, row in new.items()}
    signed_in = Member.objects.filter(pk__in=pks, last_login__isnull=False).values_list("pk", flat=True)
    found = {pks[pk]: SIGNED_IN for pk in signed_in}
    return {pks[pk]: word for pk, word in uses(Member, list(pks), but=_OWN).items()} | found


def _delete(pks: list[int]) -> None:
    for table in _OWN:
        table._base_manager.filter(member__in=pks).delete()  # noqa: SLF001  # each has its own manager, or none
    Member.objects.filter(pk__in=pks).delete()


def _restore(pairs: list[tuple[ImportRow, Standing]], batch: ImportBatch, act: Act) -> None:
    members = Member.objects.in_bulk([standing.pk for _row, standing in pairs])
    columns: set[str] = set()
    for row, standing in pairs:
        member = members[standing.pk]
        for code in row.before.keys() & {"name", "category", "stage", "status", "phone", "email", "joined_on"}:
            value = row.before[code]
            setattr(member, code, date.fromisoformat(value) if code == "joined_on" and value else value)
            columns.add(code)
        member.search_text = search_text(name=member.name, number=member.number)
        member.sort_text = sort_text(member.name)
    if columns:
        Member.objects.bulk_update(list(members.values()), sorted(columns | {"search_text", "sort_text"}))
    note_former_addresses(
        former={
            standing.pk: str(standing.value("email"))
            for row, standing in pairs
            if row.before.get("email", standing.value("email")) != standing.value("email")
        },
        at=act.at,
    )
    _restore_timeline(list(members), batch, act)
    _move_back([standing.pk for row, standing in pairs if "organisation" in row.after])
    _restore_identities([(row, standing) for row, standing in pairs if "identity" in row.after])


def _restore_timeline(pks: list[int], batch: ImportBatch, act: Act) -> None:
    """What the import told is taken back, what it took back stands again."""
    if batch.stamp is not None:
        MemberEvent.objects.filter(member__in=pks, at=batch.stamp, undone_at__isnull=True).update(undone_at=act.at)
        MemberEvent.objects.filter(member__in=pks, undone_at=batch.stamp).update(undone_at=None)


def _move_back(pks: list[int]) -> None:
    """Drop the affiliation that the import began and let the one before it run on."""
    for pk in pks:
        latest, *earlier = Affiliation.objects.filter(member=pk).order_by("-starts_on")[:2]
        latest.delete()
        for before in earlier:
            if before.ends_on == latest.starts_on:
                before.ends_on = None
                before.save(update_fields=["ends_on"])


def _restore_identities(pairs: list[tuple[ImportRow, Standing]]) -> None:
    """A number that the import first brought goes; one that it corrected cannot come back, for it was not kept."""
    fresh = [standing.pk for row, standing in pairs if not row.before.get("identity")]
    IdentityNumber.objects.filter(member__in=fresh, key_id=sealing.key_id()).delete()
