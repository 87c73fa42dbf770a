"""How a member develops: name, number, category, stage and status, each change an event of the timeline."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from school.organisation.acting import Act
from school.organisation.errors import BeforeTheLastChange, NotInTheFuture
from school.organisation.models import DEPARTED, Member, MemberEvent, MemberEventKind, Office, Stage
from school.organisation.names import is_name, normalise
from school.organisation.people_errors import IdentifierTaken, NotAName, NothingChanges, ReasonNeeded
from school.organisation.ranking import require_reach
from school.organisation.services.chronicling import Noted, note, note_all, open_own_timeline
from school.organisation.services.following import withdraw_all_about
from school.organisation.services.joining import end_affiliation
from school.organisation.sign_in_names import is_anothers_name

STEPS = list(Stage)


@transaction.atomic
def change_stage(*, member: Member, stage: str, on: date, act: Act) -> Member:
    """The next step of development, from that day. A step skipped, or one back, needs a reason (DOMAIN §1.3, §1.10).

    Raises:
        ReasonNeeded; NothingChanges; BeforeTheLastChange: a stage never begins before the one that came before it.
    """
    changed = open_own_timeline(member_id=member.pk)
    if STEPS.index(Stage(stage)) != STEPS.index(Stage(changed.stage)) + 1 and not act.reason.strip():
        raise ReasonNeeded
    before = {"stage": changed.stage, "joined_on": changed.joined_on}
    if stage == Stage.PROBATIONARY:
        changed.joined_on = on
    elif stage != Stage.FULL:
        changed.joined_on = None
    return _change(changed, MemberEventKind.STAGE, stage, on=on, act=act, before=before)


@transaction.atomic
def change_category(*, member: Member, category: str, on: date, act: Act) -> Member:
    """Staff, student or retired from that day. Raises NothingChanges, BeforeTheLastChange."""
    changed = open_own_timeline(member_id=member.pk)
    return _change(changed, MemberEventKind.CATEGORY, category, on=on, act=act, before={"category": changed.category})


@transaction.atomic
def change_status(*, member: Member, status: str, on: date, act: Act) -> Member:
    """Whether the membership stands, decided by people with a reason (DOMAIN §1.8).

    Who departs belongs nowhere from that day, holds no office and cannot sign in, and nothing is asked about her any
    more; coming back opens the sign-in again, and a branch has to accept the person anew.

    Raises:
        ReasonNeeded; NothingChanges; BeforeTheLastChange.
        AccountReachesFurther: when offices would end that reach further than the actor's.
    """
    if not act.reason.strip():
        raise ReasonNeeded
    changed = open_own_timeline(member_id=member.pk)
    if status in DEPARTED:
        require_reach(changed, act=act)
    before = {"status": changed.status, "is_active": changed.is_active}
    open_before = _was_active(changed) if changed.status in DEPARTED else changed.is_active
    changed.is_active = status not in DEPARTED and open_before
    changed = _change(changed, MemberEventKind.STATUS, status, on=on, act=act, before=before)
    if status in DEPARTED:
        _end_offices(changed, on=on, act=act)
        end_affiliation(member=changed, on=on, act=act)
        withdraw_all_about(member=changed, act=act)
    return changed


def _was_active(member: Member) -> bool:
    """Whether the account was open before the departure; what the security administrator closed stays closed."""
    told = MemberEvent.objects.filter(member=member, kind=MemberEventKind.STATUS, undone_at__isnull=True)
    for event in told.order_by("-on", "-pk"):
        before = event.payload.get("before", {})
        if before.get("status") not in DEPARTED:
            return bool(before.get("is_active", True))
    return True


@transaction.atomic
def rename(*, member: Member, name: str, on: date, act: Act) -> Member:
    """Another name from that day, written the one way. Raises NotAName, NothingChanges, BeforeTheLastChange."""
    written = normalise(name)
    if not is_name(written):
        raise NotAName(name=name.strip())
    changed = open_own_timeline(member_id=member.pk)
    return _change(changed, MemberEventKind.NAMED, written, on=on, act=act, before={"name": changed.name})


@transaction.atomic
def renumber(*, member: Member, number: str, on: date, act: Act) -> Member:
    """Another member number from that day. Raises IdentifierTaken, NothingChanges, BeforeTheLastChange."""
    changed = open_own_timeline(member_id=member.pk)
    if is_anothers_name([number.strip()], but=changed.pk):
        raise IdentifierTaken
    try:
        with transaction.atomic():
            return _change(
                changed, MemberEventKind.NUMBERED, number.strip(), on=on, act=act, before={"number": changed.number}
            )
    except IntegrityError as error:
        raise IdentifierTaken from error


PARTS = {
    MemberEventKind.NAMED: "name",
    MemberEventKind.NUMBERED: "number",
    MemberEventKind.STAGE: "stage",
    MemberEventKind.CATEGORY: "category",
    MemberEventKind.STATUS: "status",
}
# Columns that are stored with the part an event sets.
COMPANIONS = {"name": ["search_text", "sort_text"], "number": ["search_text"]}


def _change(member: Member, kind: MemberEventKind, value: str, *, on: date, act: Act, before: dict[str, Any]) -> Member:
    part = PARTS[kind]
    if getattr(member, part) == value:
        raise NothingChanges
    require_day(member=member, kind=kind, on=on, act=act)
    setattr(member, part, value)
    member.save(update_fields=sorted({part, *before, *COMPANIONS.get(part, [])}))
    note(member_id=member.pk, kind=kind, on=on, payload={part: value, "before": before}, act=act)
    place = member.affiliation_on(act.today)
    act.record(
        f"member.{kind}",
        subject_kind="member",
        subject_id=member.public_id,
        organisation_path=place.organisation.path if place else "",
        # Names and numbers stay out of the audit, which keeps opaque ids for good.
        details={"on": on.isoformat()} | ({} if part in COMPANIONS else {"to": value}),
    )
    return member


def require_day(*, member: Member, kind: str, on: date, act: Act) -> None:
    """A part never changes on a day to come, nor before it last changed, nor before the record begins.

    Raises:
        NotInTheFuture; BeforeTheLastChange.
    """
    if on > act.today:
        raise NotInTheFuture(today=act.today.isoformat())
    kinds = (MemberEventKind.REGISTERED, kind)
    standing = MemberEvent.objects.filter(member=member, kind__in=kinds, undone_at__isnull=True)
    last = standing.order_by("on", "pk").last()
    if last is not None and on < last.on:
        raise BeforeTheLastChange(name=member.name, earliest=last.on.isoformat())


def _end_offices(member: Member, *, on: date, act: Act) -> None:
    """Every office in force or to come ends; one that began later than that day was never held."""
    lasting = Office.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on), member=member)
    told = MemberEvent.objects.filter(member=member, kind=MemberEventKind.DISMISSED, undone_at__isnull=True)
    ended: list[Noted] = []
    for office in lasting.order_by("pk"):
        before = {"ends_on": office.ends_on}
        told.filter(payload__office=office.pk).update(undone_at=act.at)
        office.ends_on = max(on, office.starts_on)
        office.save(update_fields=["ends_on"])
        said = {"office": office.pk, "before": before}
        ended.append((member.pk, MemberEventKind.DISMISSED, office.ends_on, said))
    note_all(events=ended, act=act)
