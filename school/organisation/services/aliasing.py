"""Two records of one person: a dated alias says so, and separating them ends it. Rows never move (DESIGN §2.1)."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from school.organisation.acting import Act
from school.organisation.models import (
    DEPARTED,
    Affiliation,
    Member,
    MemberAlias,
    MemberEvent,
    MemberEventKind,
    Office,
)
from school.organisation.people_errors import NotTwoRecords, ReasonNeeded, StillHoldsOffices
from school.organisation.services.chronicling import note_all, open_timeline
from school.organisation.services.joining import end_affiliation


@transaction.atomic
def join_records(*, alias: Member, canonical: Member, act: Act) -> MemberAlias:
    """From today on `alias` stands for `canonical`: it is nobody of its own, and what it earned counts over there.

    Raises:
        ReasonNeeded; NotTwoRecords; StillHoldsOffices: offices are handed over first.
    """
    if not act.reason.strip():
        raise ReasonNeeded
    duplicate, kept = _locked(alias, canonical)
    if duplicate.pk == kept.pk or duplicate.stands_for_id or kept.stands_for_id:
        raise NotTwoRecords
    if Office.objects.held_on(act.today).filter(member=duplicate).exists():
        raise StillHoldsOffices(name=duplicate.name)
    row = MemberAlias.objects.create(
        alias=duplicate, canonical=kept, starts_on=act.today, reason=act.reason, by=act.member, at=act.at
    )
    group = [duplicate.pk, *Member.objects.filter(stands_for=duplicate).values_list("pk", flat=True)]
    _point(group, to=kept.pk, act=act)
    end_affiliation(member=duplicate, on=act.today, act=act)
    _record(act, "member.joined", duplicate, kept, row)
    return row


@transaction.atomic
def separate_records(*, alias: Member, act: Act) -> MemberAlias:
    """The two records are two people after all: each has its own again, and the place that joining them ended.

    Raises:
        ReasonNeeded; NotTwoRecords: when `alias` stands for nobody.
    """
    if not act.reason.strip():
        raise ReasonNeeded
    row = MemberAlias.objects.filter(alias=alias, ends_on__isnull=True).select_related("canonical").first()
    if row is None:
        raise NotTwoRecords
    duplicate, kept = _locked(alias, row.canonical)
    row.ends_on = act.today
    row.save(update_fields=["ends_on"])
    group = _standing_for(duplicate.pk)
    _point([duplicate.pk], to=None, act=act)
    _point(group, to=duplicate.pk, act=act)
    _reopen_place(duplicate, joined=row, act=act)
    _record(act, "member.separated", duplicate, kept, row)
    return row


def _locked(first: Member, second: Member) -> tuple[Member, Member]:
    """Both rows, locked in the order of their ids, so that two who join the same pair do not wait for each other."""
    rows = {pk: open_timeline(member_id=pk) for pk in sorted({first.pk, second.pk})}
    return rows[first.pk], rows[second.pk]


def _point(member_ids: list[int], *, to: int | None, act: Act) -> None:
    """`stands_for` always names the canonical record itself, however many joinings led there."""
    Member.objects.filter(pk__in=member_ids).update(stands_for=to)
    kind = MemberEventKind.SEPARATED if to is None else MemberEventKind.ALIASED
    payload = {} if to is None else {"canonical": to}
    note_all(events=[(pk, kind, act.today, payload) for pk in member_ids], act=act)


def _standing_for(member_id: int) -> list[int]:
    """Those who stand for this record by the alias rows in force, directly or through others."""
    found: list[int] = []
    wave = [member_id]
    while wave:
        rows = MemberAlias.objects.filter(canonical__in=wave, ends_on__isnull=True)
        wave = list(rows.order_by("alias_id").values_list("alias_id", flat=True))
        found += wave
    return found


def _reopen_place(member: Member, *, joined: MemberAlias, act: Act) -> None:
    """The affiliation that ended when the records were joined goes on as if it had not, unless life went on since."""
    left = MemberEvent.objects.filter(
        member=member, kind=MemberEventKind.LEFT, at=joined.at, undone_at__isnull=True
    ).first()
    if left is None or member.status in DEPARTED:
        return
    place = Affiliation.objects.get(pk=left.payload["affiliation"])
    since = Q(ends_on__isnull=True) | Q(starts_on__gte=place.starts_on)
    if Affiliation.objects.filter(since, member=member).exclude(pk=place.pk).exists():
        return
    place.ends_on = None
    place.save(update_fields=["ends_on"])
    left.undone_at = act.at
    left.save(update_fields=["undone_at"])


def _record(act: Act, action: str, duplicate: Member, kept: Member, row: MemberAlias) -> None:
    place = kept.affiliation_on(act.today)
    act.record(
        action,
        subject_kind="member",
        subject_id=duplicate.public_id,
        organisation_path=place.organisation.path if place else "",
        details={"canonical": kept.public_id, "alias": row.public_id},
    )
