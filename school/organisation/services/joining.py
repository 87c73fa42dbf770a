"""Where people belong and which offices they hold."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from school.organisation.acting import Act
from school.organisation.authority import authority_of
from school.organisation.errors import BeforeTheLastChange, OrganisationClosed
from school.organisation.giving import offices_to_give_in
from school.organisation.models import Affiliation, Member, MemberEventKind, Office, Organisation
from school.organisation.people_errors import AlreadyAffiliated, HoldsNoMembers
from school.organisation.services import appointing
from school.organisation.services.chronicling import Noted, note, note_all, open_own_timeline
from school.organisation.services.following import follow


@transaction.atomic
def affiliate(
    *, member: Member, organisation: Organisation, on: date, act: Act | None = None, leaving: Affiliation | None = None
) -> Affiliation:
    """The member belongs to `organisation` from that day; an earlier affiliation ends on it.

    `leaving` is the running affiliation that whoever decides has seen; `act` None means the system itself.

    Raises:
        AlreadyAffiliated: when another place accepted the member first, or on that very day.
        OrganisationClosed; HoldsNoMembers; BeforeTheLastChange.
    """
    acting = act or Act(member=None, at=timezone.now())
    # As it stands now, and until the end: who closes it waits, or was first.
    nodes = Organisation.objects.select_for_update(no_key=True, of=("self",)).select_related("kind")
    organisation = nodes.get(pk=organisation.pk)
    open_own_timeline(member_id=member.pk)
    running = Affiliation.objects.filter(member=member, ends_on__isnull=True).select_related("organisation").first()
    _require_acceptance(organisation, running, on=on, leaving=leaving, is_checked=act is not None)
    events: list[Noted] = []
    try:
        with transaction.atomic():
            if running is not None:
                _end(running, on=on)
                events.append((member.pk, MemberEventKind.LEFT, on, {"affiliation": running.pk}))
            place = Affiliation.objects.create(member=member, organisation=organisation, starts_on=on)
    except IntegrityError as error:
        raise AlreadyAffiliated(place=running.organisation if running else organisation) from error
    began = {"affiliation": place.pk, "organisation": organisation.pk}
    note_all(events=[*events, (member.pk, MemberEventKind.AFFILIATED, on, began)], act=acting)
    follow(members=[member.pk])
    acting.record(
        "member.affiliated",
        subject_kind="member",
        subject_id=member.public_id,
        organisation_path=organisation.path,
        details={"on": on.isoformat(), "from": running.organisation.public_id if running else ""},
    )
    return place


@transaction.atomic
def end_affiliation(*, member: Member, on: date, act: Act) -> Affiliation | None:
    """The member belongs nowhere from that day on; None when that was so already.

    An affiliation lasts a day at least: one that began on `on` ends the day after.

    Raises:
        BeforeTheLastChange: when it began after that day.
    """
    running = Affiliation.objects.filter(member=member, ends_on__isnull=True).select_related("organisation").first()
    if running is None:
        return None
    if on < running.starts_on:
        raise BeforeTheLastChange(name=member.name, earliest=running.starts_on.isoformat())
    last = max(on, running.starts_on + timedelta(days=1))
    _end(running, on=last)
    note(member_id=member.pk, kind=MemberEventKind.LEFT, on=last, payload={"affiliation": running.pk}, act=act)
    return running


def _require_acceptance(
    organisation: Organisation,
    running: Affiliation | None,
    *,
    on: date,
    leaving: Affiliation | None,
    is_checked: bool,
) -> None:
    if organisation.closed_on is not None and organisation.closed_on <= on:
        raise OrganisationClosed(name=organisation)
    if not organisation.kind.holds_members:
        raise HoldsNoMembers(name=organisation)
    if running is None:
        return
    if is_checked and running != leaving:
        raise AlreadyAffiliated(place=running.organisation)
    if on <= running.starts_on:
        raise BeforeTheLastChange(
            name=running.organisation, earliest=(running.starts_on + timedelta(days=1)).isoformat()
        )


def _end(running: Affiliation, *, on: date) -> None:
    running.ends_on = on
    running.save(update_fields=["ends_on"])


@transaction.atomic
def appoint(
    *, member: Member, organisation: Organisation, role: str, on: date, by: Member | None, at: datetime | None = None
) -> Office:
    """Give an office from that day, in the first of `by`'s offices that may; None: by the system itself.

    Raises:
        What `appointing.appoint` raises.
    """
    moment = at or timezone.now()
    office_id = None
    if by is not None:
        fitting = offices_to_give_in(authority_of(by, at=moment), role=role, path=organisation.path)
        office_id = next((grant.office_id for grant in fitting), None)
    act = Act(member=by, at=moment, office_id=office_id)
    return appointing.appoint(member=member, organisation=organisation, role=role, on=on, act=act)
