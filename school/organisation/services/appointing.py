"""Giving offices, ending them, changing their dates: each judged, audited and told by the member's timeline."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from school.errors import Forbidden, NotFound
from school.organisation.acting import Act
from school.organisation.authority import authority_of
from school.organisation.errors import OrganisationClosed
from school.organisation.giving import is_administrator, is_same_person, offices_to_give_in, right_to_give
from school.organisation.models import (
    ADMINISTRATORS,
    DEPARTED,
    Member,
    MemberEvent,
    MemberEventKind,
    Office,
    Organisation,
)
from school.organisation.office_errors import (
    AdministratorsAtTheRoot,
    AdministratorsExclude,
    NotInService,
    NotToOneself,
    OfficeDatesOutOfOrder,
    OfficeHeldAlready,
    OfficeOver,
)
from school.organisation.services.chronicling import note, open_timeline


@transaction.atomic
def appoint(
    *,
    member: Member,
    organisation: Organisation,
    role: str,
    on: date,
    act: Act,
    ends_on: date | None = None,
    follows: Office | None = None,
) -> Office:
    """Give an office from `on` to the day before `ends_on`, or until it is ended.

    Raises:
        Forbidden, NotFound, NotToOneself: unless the act's office may give it to this person.
        NotInService, OrganisationClosed, AdministratorsAtTheRoot, OfficeDatesOutOfOrder.
        OfficeHeldAlready, AdministratorsExclude: when the person's other offices do not allow it.
    """
    place = _hold(organisation.pk)
    if act.member is not None:
        _judge(act=act, role=role, organisation=place)
        _judge_person(act=act, member=member, role=role)
    person = open_timeline(member_id=member.pk)
    if person.stands_for_id or person.status in DEPARTED:
        raise NotInService(name=person.name)
    _check_open(place, ends_on=ends_on)
    if is_administrator(role) and place.parent_id is not None:
        raise AdministratorsAtTheRoot
    office = Office(member=member, organisation=place, role=role, starts_on=on, ends_on=ends_on, follows=follows)
    _check_dates(office)
    office.save()
    _tell(office, act=act)
    _record(
        act, "office.appointed", office, {"role": role, "starts_on": on, "ends_on": ends_on, "office": office.public_id}
    )
    return office


@transaction.atomic
def end_office(*, office: Office, on: date, act: Act) -> Office:
    """`on` is the first day without it; an office that ends on the day it begins was taken back.

    Raises:
        Forbidden; OfficeOver for one that has ended, or will before that day; OfficeDatesOutOfOrder.
    """
    locked = _lock(office, act=act)
    if locked.ends_on is not None and locked.ends_on <= max(on, act.today):
        raise OfficeOver(ended_on=locked.ends_on.isoformat())
    locked.ends_on = on
    _check_dates(locked)
    locked.save(update_fields=["ends_on"])
    _retell(locked, (MemberEventKind.DISMISSED,), act=act)
    _record(act, "office.ended", locked, {"role": locked.role, "ends_on": on, "office": locked.public_id})
    return locked


@transaction.atomic
def change_dates(*, office: Office, starts_on: date, ends_on: date | None, act: Act) -> Office:
    """Correct when it begins and ends; with `ends_on` None one that was ended goes on.

    Raises:
        Forbidden; NotToOneself when one's own would last longer; OrganisationClosed when it would outlast its place;
        OfficeDatesOutOfOrder, OfficeHeldAlready, AdministratorsExclude.
    """
    locked = _lock(office, act=act)
    before = {"starts_on": locked.starts_on, "ends_on": locked.ends_on}
    longer = starts_on < locked.starts_on or (
        locked.ends_on is not None and (ends_on is None or ends_on > locked.ends_on)
    )
    if longer and act.member is not None and is_same_person(act.member, locked.member):
        raise NotToOneself
    if longer:
        _check_open(locked.organisation, ends_on=ends_on)
    locked.starts_on, locked.ends_on = starts_on, ends_on
    _check_dates(locked)
    locked.save(update_fields=["starts_on", "ends_on"])
    _retell(locked, (MemberEventKind.APPOINTED, MemberEventKind.DISMISSED), act=act)
    after = {"starts_on": starts_on, "ends_on": ends_on}
    _record(act, "office.redated", locked, {"before": before, "after": after, "office": locked.public_id})
    return locked


@transaction.atomic
def hand_over(*, office: Office, successor: Member, on: date, act: Act) -> Office:
    """One act: the predecessor's office ends and the successor's begins on the same day, at the same place.

    Nothing else moves: open tasks are addressed to the office, so they wait for the successor.

    Returns:
        The successor's office.

    Raises:
        What `end_office` and `appoint` raise; then neither has happened.
    """
    ended = end_office(office=office, on=on, act=act)
    return appoint(member=successor, organisation=ended.organisation, role=ended.role, on=on, act=act, follows=ended)


def _hold(organisation_id: int) -> Organisation:
    """The node as it stands now, and until the end: who closes it waits, or was first.

    Held before the member, as whoever closes a node does.
    """
    return Organisation.objects.select_for_update(no_key=True, of=("self",)).get(pk=organisation_id)


def _check_open(place: Organisation, *, ends_on: date | None) -> None:
    """No office outlasts its place."""
    if place.closed_on is None or (ends_on is not None and ends_on <= place.closed_on):
        return
    raise OrganisationClosed(name=str(place))


def _lock(office: Office, *, act: Act) -> Office:
    """The row, locked, after asking whether the act may touch it."""
    _hold(office.organisation_id)
    open_timeline(member_id=office.member_id)
    locked = Office.objects.select_for_update(of=("self",)).select_related("organisation", "member").get(pk=office.pk)
    if act.member is not None:
        _judge(act=act, role=locked.role, organisation=locked.organisation)
    return locked


def _judge(*, act: Act, role: str, organisation: Organisation) -> None:
    """The office of the act must be one of today's that give this role at this place."""
    assert act.member is not None  # the system itself is not judged
    authority = authority_of(act.member, at=act.at)
    fitting = offices_to_give_in(authority, role=role, path=organisation.path)
    if act.office_id not in {grant.office_id for grant in fitting}:
        raise Forbidden


def _judge_person(*, act: Act, member: Member, role: str) -> None:
    """Somebody else, who belongs to where the actor may give this office."""
    assert act.member is not None  # the system itself is not judged
    if is_same_person(act.member, member):
        raise NotToOneself
    right = right_to_give(role)
    assert right is not None  # `_judge` has found an office that gives it
    if not Member.objects.on_file_for(authority_of(act.member, at=act.at), right).filter(pk=member.pk).exists():
        raise NotFound


def _check_dates(office: Office) -> None:
    """Say in words what the constraints of the database would refuse."""
    if office.ends_on is not None and office.ends_on < office.starts_on:
        raise OfficeDatesOutOfOrder(starts_on=office.starts_on.isoformat())
    if office.was_taken_back:
        return
    others = Office.objects.filter(member=office.member_id).exclude(pk=office.pk).select_related("organisation")
    others = others.overlapping(office.starts_on, office.ends_on)
    same = others.filter(organisation=office.organisation_id, role=office.role).first()
    if same is not None:
        raise OfficeHeldAlready(name=office.member.name, office=same.in_words)
    if is_administrator(office.role) and (other := others.filter(role__in=ADMINISTRATORS).first()) is not None:
        raise AdministratorsExclude(name=office.member.name, office=other.in_words)


def _tell(office: Office, *, act: Act, kinds: Iterable[str] = tuple(MemberEventKind)) -> None:
    """The member's timeline: it began, and when it ends, if that is known."""
    if MemberEventKind.APPOINTED in kinds:
        began = {"office": office.pk, "role": office.role, "organisation": office.organisation_id}
        note(member_id=office.member_id, kind=MemberEventKind.APPOINTED, on=office.starts_on, payload=began, act=act)
    if office.ends_on is not None and MemberEventKind.DISMISSED in kinds:
        ended = {"office": office.pk}
        note(member_id=office.member_id, kind=MemberEventKind.DISMISSED, on=office.ends_on, payload=ended, act=act)


def _retell(office: Office, kinds: tuple[str, ...], *, act: Act) -> None:
    """What the timeline said of these days no longer counts; it says the new ones."""
    told = MemberEvent.objects.filter(
        member=office.member_id, kind__in=kinds, payload__office=office.pk, undone_at__isnull=True
    )
    told.update(undone_at=act.at)
    _tell(office, act=act, kinds=kinds)


def _record(act: Act, action: str, office: Office, details: dict[str, object]) -> None:
    act.record(
        action,
        subject_kind="member",
        subject_id=office.member.public_id,
        organisation_path=office.organisation.path,
        details=details,
    )
