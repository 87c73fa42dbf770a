"""Taking a person into the register, and keeping how she can be reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import IntegrityError, transaction

from school.organisation.acting import Act
from school.organisation.errors import BeforeTheLastChange, NotInTheFuture
from school.organisation.models import Member, MemberEventKind, Organisation, Stage
from school.organisation.names import is_name, normalise
from school.organisation.people_errors import ContactTaken, IdentifierTaken, NotAName, RecordJoined
from school.organisation.ranking import require_reach
from school.organisation.services.chronicling import note_all
from school.organisation.services.joining import affiliate
from school.organisation.services.readdressing import note_former_addresses
from school.organisation.sign_in_names import is_anothers_name


@dataclass(frozen=True)
class Person:
    """What is known of a new member; `milestones` are the first days of the stages so far, as far as known."""

    number: str
    name: str
    category: str
    stage: str
    email: str = ""
    phone: str = ""
    milestones: Mapping[str, date] = field(default_factory=dict)


@transaction.atomic
def register_member(*, person: Person, organisation: Organisation, on: date, act: Act) -> Member:
    """Take the person into the register; she belongs to `organisation` from that day and cannot sign in yet.

    Raises:
        NotAName; IdentifierTaken: the number, phone or e-mail is another record's, whose is not said;
        BeforeTheLastChange: stages that begin before the one that came before; NotInTheFuture;
        OrganisationClosed; HoldsNoMembers.
    """
    name = normalise(person.name)
    if not is_name(name):
        raise NotAName(name=person.name.strip())
    if on > act.today:
        raise NotInTheFuture(today=act.today.isoformat())
    stages = _stages(person, on=on, act=act)
    member = _create(person, name, joined_on=person.milestones.get(Stage.PROBATIONARY), act=act)
    registered = {"name": member.name, "number": member.number, "category": member.category}
    note_all(
        events=[
            (member.pk, MemberEventKind.REGISTERED, on, registered),
            *((member.pk, MemberEventKind.STAGE, day, {"stage": stage}) for stage, day in stages),
        ],
        act=act,
    )
    act.record(
        "member.registered",
        subject_kind="member",
        subject_id=member.public_id,
        organisation_path=organisation.path,
        details={"on": on.isoformat(), "stage": member.stage, "category": member.category},
    )
    affiliate(member=member, organisation=organisation, on=on, act=act)
    return member


@transaction.atomic
def change_contact(*, member: Member, email: str, phone: str, act: Act) -> Member:
    """How the member can be reached and signs in, also with a forgotten password.

    Raises:
        RecordJoined: for a record that stands for another one.
        AccountReachesFurther: for an office that reaches further than the actor's, unless the member has asked for it.
        ContactTaken.
    """
    changed = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    parts = {"email": email.strip(), "phone": phone.strip()}
    differing = [part for part, value in parts.items() if getattr(changed, part) != value]
    if not differing:
        return changed
    if changed.stands_for_id is not None:
        raise RecordJoined(name=changed.name)
    if act.on_behalf_of != changed.public_id:
        # A link for a new password goes to this address, so changing it is as good as taking the account.
        require_reach(changed, act=act)
    if is_anothers_name([parts[part] for part in differing], but=changed.pk):
        raise ContactTaken
    former = changed.email
    for part in differing:
        setattr(changed, part, parts[part])
    try:
        with transaction.atomic():
            changed.save(update_fields=differing)
    except IntegrityError as error:
        raise ContactTaken from error
    if former.casefold() != changed.email.casefold():
        note_former_addresses(former={changed.pk: former}, at=act.at)
    place = changed.affiliation_on(act.today)
    act.record(
        "member.contact_changed",
        subject_kind="member",
        subject_id=changed.public_id,
        organisation_path=place.organisation.path if place else "",
        details={"parts": differing},
    )
    return changed


def _stages(person: Person, *, on: date, act: Act) -> list[tuple[str, date]]:
    """The stages with a day, in order; the present one begins on the day of registration when nobody knows better."""
    order = list(Stage)
    known = {
        stage: day
        for stage, day in person.milestones.items()
        if order.index(Stage(stage)) <= order.index(Stage(person.stage))
    }
    known.setdefault(person.stage, max([on, *known.values()]))
    last = None
    for stage in Stage:
        day = known.get(stage)
        if day is None:
            continue
        if day > act.today:
            raise NotInTheFuture(today=act.today.isoformat())
        if last is not None and day < last:
            raise BeforeTheLastChange(name=person.name, earliest=last.isoformat())
        last = day
    return [(stage, known[stage]) for stage in Stage if stage in known]


def _create(person: Person, name: str, *, joined_on: date | None, act: Act) -> Member:
    member = Member(
        number=person.number.strip(),
        name=name,
        email=person.email.strip(),
        phone=person.phone.strip(),
        category=person.category,
        stage=person.stage,
        joined_on=joined_on,
        registered_at=act.at,
    )
    member.set_unusable_password()
    if is_anothers_name([member.number, member.phone, member.email]):
        raise IdentifierTaken
    try:
        with transaction.atomic():
            member.save()
    except IntegrityError as error:
        raise IdentifierTaken from error
    return member
