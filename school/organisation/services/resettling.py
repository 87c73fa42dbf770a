"""What goes along when a node ends or is divided: members, offices and open tasks, set-based and undoable."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Greatest

from school.organisation.acting import Act
from school.organisation.errors import BeforeTheLastChange, MovedSince, PlannedMoves
from school.organisation.models import (
    Affiliation,
    Member,
    MemberEvent,
    MemberEventKind,
    Office,
    Organisation,
    OrganisationKind,
    Task,
)
from school.organisation.people_errors import HoldsNoMembers
from school.organisation.services.chronicling import chronicle_first_events, note_all
from school.organisation.services.following import follow

BATCH = 500
_NOBODY: dict[str, Any] = {"ended": [], "begun": [], "redirected": [], "withdrawn": [], "events": []}


def check_holds_members(*, name: str, kind: OrganisationKind) -> None:
    """Raises `HoldsNoMembers` when nobody can belong to a node of that kind."""
    if not kind.holds_members:
        raise HoldsNoMembers(name=name)


def check_nothing_planned(*, organisation: Organisation, act: Act) -> None:
    """Raises `PlannedMoves` when somebody is to join or leave the node on a later day."""
    rows = Affiliation.objects.filter(organisation=organisation)
    planned = rows.filter(starts_on__gt=act.today).count() + rows.filter(ends_on__gt=act.today).count()
    if planned:
        raise PlannedMoves(name=str(organisation), count=planned)


def resettle(
    *, leaving: Organisation, to: Organisation, on: date, act: Act, members: Collection[int] | None = None
) -> dict[str, Any]:
    """Let those who belong to `leaving` (or the given ones of them) belong to `to` from that day.

    Returns:
        What `settle_back` needs.

    Raises:
        HoldsNoMembers: when nobody can belong to `to`.
        BeforeTheLastChange: when one of them joined later than that day.
    """
    rows = _running(leaving, members)
    if not rows:
        return dict(_NOBODY)
    check_holds_members(name=str(to), kind=to.kind)
    if (latest := max(row.starts_on for row in rows)) > on:
        raise BeforeTheLastChange(name=str(leaving), earliest=latest.isoformat())
    _open_timelines({row.member_id for row in rows})
    ended = [row for row in rows if row.starts_on < on]
    # Who joined on this very day was never there for a day: the affiliation itself gets its new place.
    redirected = [row for row in rows if row.starts_on == on]
    Affiliation.objects.filter(pk__in=[row.pk for row in ended]).update(ends_on=on)
    Affiliation.objects.filter(pk__in=[row.pk for row in redirected]).update(organisation=to)
    begun = Affiliation.objects.bulk_create(
        [Affiliation(member_id=row.member_id, organisation=to, starts_on=on) for row in ended], batch_size=BATCH
    )
    withdrawn = _withdraw_arrivals(redirected, act=act)
    follow(members=[row.member_id for row in rows])
    events = note_all(
        events=[(row.member_id, MemberEventKind.LEFT, on, {"affiliation": row.pk}) for row in ended]
        + [
            (row.member_id, MemberEventKind.AFFILIATED, on, {"affiliation": row.pk, "organisation": to.pk})
            for row in [*begun, *redirected]
        ],
        act=act,
    )
    return {
        "ended": [row.pk for row in ended],
        "begun": [row.pk for row in begun],
        "redirected": [row.pk for row in redirected],
        "withdrawn": withdrawn,
        "events": [event.pk for event in events],
    }


def _running(leaving: Organisation, members: Collection[int] | None) -> list[Affiliation]:
    """The affiliations without an end, held until the transaction ends; of the given members only, if any are given."""
    running = Affiliation.objects.select_for_update().filter(organisation=leaving, ends_on__isnull=True)
    if members is not None:
        running = running.filter(member__in=members)
    return list(running.order_by("pk"))


def _open_timelines(members: Collection[int]) -> None:
    """Whoever writes timelines holds their members first; records from before them get their first events."""
    list(Member.objects.select_for_update(no_key=True).filter(pk__in=members).order_by("pk").values_list("pk"))
    chronicle_first_events(member_ids=members)


def _withdraw_arrivals(rows: Collection[Affiliation], *, act: Act) -> list[int]:
    """Take back the events that told of these affiliations' beginning."""
    wanted = {row.pk for row in rows}
    told = MemberEvent.objects.filter(
        member__in=[row.member_id for row in rows], kind=MemberEventKind.AFFILIATED, undone_at__isnull=True
    )
    ids = [pk for pk, payload in told.values_list("pk", "payload") if payload["affiliation"] in wanted]
    MemberEvent.objects.filter(pk__in=ids).update(undone_at=act.at)
    return ids


def settle_back(*, moved: Mapping[str, Any], left: Organisation, joined: Organisation, act: Act) -> None:
    """Undo `resettle`: `left` is where they came from, `joined` where they went.

    Raises:
        MovedSince: when some of them no longer belong to where they went.
    """
    went = [*moved["begun"], *moved["redirected"]]
    still = Affiliation.objects.select_for_update().filter(pk__in=went, organisation=joined, ends_on__isnull=True)
    missing = len(went) - len(list(still.values_list("pk")))
    if missing:
        raise MovedSince(count=missing)
    Affiliation.objects.filter(pk__in=moved["begun"]).delete()
    Affiliation.objects.filter(pk__in=moved["ended"]).update(ends_on=None)
    Affiliation.objects.filter(pk__in=moved["redirected"]).update(organisation=left)
    MemberEvent.objects.filter(pk__in=moved["events"]).update(undone_at=act.at)
    MemberEvent.objects.filter(pk__in=moved["withdrawn"]).update(undone_at=None)
    back = Affiliation.objects.filter(pk__in=[*moved["ended"], *moved["redirected"]])
    follow(members=list(back.values_list("member", flat=True)))


def end_offices(*, organisation: Organisation, on: date, act: Act) -> dict[str, Any]:
    """End every office at the node on that day, also one that is to end later; one that begins later was never held.

    Returns:
        What `restore_offices` needs.
    """
    lasting = Q(ends_on__isnull=True) | Q(ends_on__gt=on) & ~Q(ends_on=F("starts_on"))
    rows = list(Office.objects.select_for_update().filter(lasting, organisation=organisation).order_by("pk"))
    ids = [row.pk for row in rows]
    planned = {str(row.pk): row.ends_on.isoformat() for row in rows if row.ends_on is not None}
    _open_timelines({row.member_id for row in rows})
    withdrawn = _withdraw_dismissals(rows, act=act)
    Office.objects.filter(pk__in=ids).update(ends_on=Greatest(F("starts_on"), on))
    events = note_all(
        events=[(row.member_id, MemberEventKind.DISMISSED, max(row.starts_on, on), {"office": row.pk}) for row in rows],
        act=act,
    )
    return {"offices": ids, "planned": planned, "withdrawn": withdrawn, "events": [event.pk for event in events]}


def _withdraw_dismissals(rows: Collection[Office], *, act: Act) -> list[int]:
    """Take back the events that told of a later end."""
    wanted = {row.pk for row in rows if row.ends_on is not None}
    told = MemberEvent.objects.filter(
        member__in=[row.member_id for row in rows], kind=MemberEventKind.DISMISSED, undone_at__isnull=True
    )
    ids = [pk for pk, payload in told.values_list("pk", "payload") if payload["office"] in wanted]
    MemberEvent.objects.filter(pk__in=ids).update(undone_at=act.at)
    return ids


def restore_offices(*, ended: Mapping[str, Any], act: Act) -> None:
    """Undo `end_offices`: each lasts as long as it did before."""
    # Acts recorded before planned ends were kept hold none.
    planned = {int(pk): date.fromisoformat(day) for pk, day in ended.get("planned", {}).items()}
    offices = Office.objects.filter(pk__in=ended["offices"])
    offices.exclude(pk__in=planned).update(ends_on=None)
    for pk, day in planned.items():
        offices.filter(pk=pk).update(ends_on=day)
    MemberEvent.objects.filter(pk__in=ended["events"]).update(undone_at=act.at)
    MemberEvent.objects.filter(pk__in=ended.get("withdrawn", [])).update(undone_at=None)


def hand_tasks_over(*, organisation: Organisation, to: Organisation) -> list[int]:
    """What waits for the node's offices waits for the same offices of the other; the ids of those tasks."""
    ids = list(Task.objects.open().filter(organisation=organisation).values_list("pk", flat=True))
    Task.objects.filter(pk__in=ids).update(organisation=to)
    return ids
