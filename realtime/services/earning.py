"""What a confirmed register earns: credit hours, once, and the lecture that was studied together."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from courses.models import Lecture, LectureRevision
from progress.categories import Category
from progress.hours import group_hours
from progress.models import DecidingFact, LedgerEntry
from progress.services.completing import complete_lecture
from progress.services.crediting import credit
from progress.services.reversing import reverse_entry
from progress.services.ruling import rules_in_force
from progress.services.watching import credit_if_studied_alone
from realtime.models import RegisterEntry, Standing, StudySession
from school.organisation.acting import Act
from school.organisation.models import Member

REGISTER = "register"
"""Evidence kind of the ledger; the evidence id is the session's public id."""


@transaction.atomic
def credit_present(*, session: StudySession, member: Member, at: datetime) -> LedgerEntry | None:
    """Credit the session's study time as collective study, and complete its lecture.

    None if the lecture's hours were credited already, live or alone: an item counts once a year.
    """
    held_on = session.opened_at or session.starts_at
    affiliation = member.affiliation_at(held_on)
    place = affiliation.organisation if affiliation else session.organisation
    rules = rules_in_force(on=timezone.localdate(held_on), path=place.path).rules
    entry = credit(
        member_id=member.pk,
        item=item_of(session=session),
        category=Category.COLLECTIVE,
        hours=group_hours(Decimal(session.planned_minutes), rules),
        earned_on=held_on,
        evidence_kind=REGISTER,
        evidence_id=session.public_id,
        title=session.title,
        organisation_id=place.pk,
        at=at,
    )
    _complete(session=session, member=member, at=held_on, recorded_at=at)
    return entry


@transaction.atomic
def take_back(*, session: StudySession, member: Member, act: Act) -> LedgerEntry | None:
    """Write the counter-entry for a member who was not there after all; None if this session credited nothing.

    The completion of the lecture stays. If another confirmed register says that the member studied the same lecture,
    that one earns the hours now; otherwise what the member has also done alone does.
    """
    held_on = session.opened_at or session.starts_at
    key = LedgerEntry.objects.of_key(
        member_id=member.pk, item=item_of(session=session), year=timezone.localdate(held_on).year
    )
    last = key.last()
    if last is None or last.is_reversal or (last.evidence_kind, last.evidence_id) != (REGISTER, session.public_id):
        return None
    assert act.member is not None  # a person corrects a register
    counter = reverse_entry(entry=last, by=act.member, reason=act.reason, at=act.at, office_id=act.office_id)
    for other in _also_present(session=session, member=member):
        credit_present(session=other.session, member=other.member, at=act.at)
    lecture = lecture_of(session=session)
    if lecture is not None:
        credit_if_studied_alone(member_id=member.pk, lecture_id=lecture.pk, at=act.at)
    return counter


def item_of(*, session: StudySession) -> str:
    """What counts once: the lecture that was studied, else the session itself."""
    lecture = lecture_of(session=session)
    return f"lecture:{lecture.public_id}" if lecture else f"session:{session.public_id}"


def lecture_of(*, session: StudySession) -> Lecture | None:
    """The lecture studied together, if any."""
    return Lecture.objects.filter(session_links__session=session).first()


def _complete(*, session: StudySession, member: Member, at: datetime, recorded_at: datetime) -> None:
    """By the revision that members see, or the last one of a lecture that has been withdrawn since."""
    revisions = LectureRevision.objects.filter(lecture__session_links__session=session)
    shown = revisions.current().first() or revisions.order_by("-revision__number").first()
    if shown is not None:
        complete_lecture(
            member_id=member.pk,
            lecture_id=shown.lecture_id,
            lecture_revision_id=shown.pk,
            deciding_fact=DecidingFact.REGISTER,
            deciding_id=session.public_id,
            at=at,
            recorded_at=recorded_at,
        )


def _also_present(*, session: StudySession, member: Member) -> list[RegisterEntry]:
    lecture = lecture_of(session=session)
    if lecture is None:
        return []
    present = RegisterEntry.objects.filter(
        member__in=Member.objects.records_of(member.pk),
        standing=Standing.PRESENT,
        session__lecture_link__lecture=lecture,
        session__confirmed_at__isnull=False,
    )
    return list(
        present.exclude(session=session).select_related("session__organisation", "member").order_by("session_id")
    )
