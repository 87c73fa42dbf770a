"""The attendance register: who was due, what the room suggests, what a person confirms (DOMAIN §0 D5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from progress.services.ruling import rules_in_force
from realtime.errors import CorrectionNeedsReason, NotDue, RegisterIncomplete, WrongState
from realtime.intervals import Interval, suggests_present
from realtime.models import EventKind, RegisterEntry, SessionState, Standing, StudySession
from realtime.news import tell_attendance
from realtime.permissions import act_to_confirm
from realtime.services.asking import register_is_confirmed
from realtime.services.earning import credit_present, take_back
from realtime.services.room_log import lock_session, write_line
from school.organisation.acting import Act
from school.organisation.authority import Authority
from school.organisation.models import Member

CONFIRMABLE = frozenset({Standing.PRESENT, Standing.EXCUSED, Standing.ABSENT})


@dataclass(frozen=True)
class Change:
    """What one confirmation does to one entry."""

    entry: RegisterEntry
    before: str
    after: str


@transaction.atomic
def prepare_register(*, session: StudySession, at: datetime) -> list[RegisterEntry]:
    """Note who was due: the members of the audience on the day it ended. Entries that exist are kept."""
    today = timezone.localdate(at)
    due = Member.objects.affiliated_within(session.organisation.path, on=today).filter(is_active=True)
    RegisterEntry.objects.bulk_create(
        (RegisterEntry(session=session, member=member, changed_at=at) for member in due.order_by("pk")),
        ignore_conflicts=True,
    )
    return list(session.register.select_related("member").order_by("member__name", "member_id"))


def suggest_standings(*, session: StudySession) -> dict[int, Standing]:
    """Member pk → present, for everybody whose time in the room suggests it; a reader may only read this."""
    if session.opened_at is None or session.closed_at is None:
        return {}
    version = rules_in_force(on=timezone.localdate(session.opened_at), path=session.organisation.path)
    intervals: dict[int, list[Interval]] = defaultdict(list)
    for interval in session.presence.all():
        intervals[interval.member_id].append((interval.joined_at, interval.until))
    window = (session.opened_at, session.closed_at)
    share = version.rules.presence_share
    return {
        member_id: Standing.PRESENT
        for member_id, spent in intervals.items()
        if suggests_present(spent, window=window, share=share)
    }


@transaction.atomic
def confirm_register(
    *,
    session: StudySession,
    by: Member,
    authority: Authority,
    entries: Mapping[int, str],
    at: datetime,
    reason: str = "",
    office: str = "",
) -> StudySession:
    """Confirm or correct the register: member pk → present, excused or absent.

    The first confirmation marks everybody who was due; a later one is a correction, may name only those who change,
    and needs a reason. Confirming the same again changes nothing. Whoever is present earns the hours, once; whoever
    no longer is has them taken back by a counter-entry.

    Raises:
        Forbidden; WrongState before the session has ended; NotDue, RegisterIncomplete, CorrectionNeedsReason.
    """
    act = act_to_confirm(session, by=by, authority=authority, at=at, office=office, reason=reason)
    locked = lock_session(session=session)
    if locked.state != SessionState.ENDED:
        raise WrongState(state=locked.get_state_display())
    changes = _changes(session=locked, entries=entries)
    if locked.is_confirmed and not changes:
        return locked
    if locked.is_confirmed and not reason.strip():
        raise CorrectionNeedsReason
    corrected = locked.is_confirmed
    _write_standings(changes=changes, at=at)
    locked.confirmed_at, locked.confirmed_by = at, by
    locked.save(update_fields=["confirmed_at", "confirmed_by"])
    _earn(session=locked, changes=changes, act=act)
    _record(session=locked, changes=changes, act=act, corrected=corrected)
    register_is_confirmed(session=locked, act=act)
    write_line(session=locked, kind=EventKind.REGISTERED, member=by, at=at)
    tell_attendance(session=locked, standings={change.entry.member_id: change.after for change in changes}, at=at)
    return locked


def _changes(*, session: StudySession, entries: Mapping[int, str]) -> list[Change]:
    """What is new in `entries`, after checking that they fit the register."""
    standing = {entry.member_id: entry for entry in session.register.select_related("member").order_by("member_id")}
    if not standing.keys() >= entries.keys() or not CONFIRMABLE.issuperset(entries.values()):
        raise NotDue
    unmarked = [pk for pk, entry in standing.items() if entries.get(pk, entry.standing) == Standing.DUE]
    if unmarked:
        raise RegisterIncomplete(count=len(unmarked))
    return [
        Change(entry=entry, before=entry.standing, after=entries[pk])
        for pk, entry in standing.items()
        if pk in entries and entries[pk] != entry.standing
    ]


def _write_standings(*, changes: list[Change], at: datetime) -> None:
    for change in changes:
        change.entry.standing = change.after
        change.entry.changed_at = at
    RegisterEntry.objects.bulk_update([change.entry for change in changes], ["standing", "changed_at"])


def _earn(*, session: StudySession, changes: list[Change], act: Act) -> None:
    for change in changes:
        if change.after == Standing.PRESENT:
            credit_present(session=session, member=change.entry.member, at=act.at)
        elif change.before == Standing.PRESENT:
            take_back(session=session, member=change.entry.member, act=act)


def _record(*, session: StudySession, changes: list[Change], act: Act, corrected: bool) -> None:
    """The audit keeps every change, by opaque ids."""
    act.record(
        "register.correct" if corrected else "register.confirm",
        subject_kind="study_session",
        subject_id=session.public_id,
        organisation_path=session.organisation.path,
        details={change.entry.member.public_id: [change.before, change.after] for change in changes},
    )
