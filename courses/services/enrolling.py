"""Opening a course to one person by name, and ending that."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from courses.access_errors import AlreadyEnrolled, EnrolmentOver
from courses.models import Course, Enrolment, EnrolmentSource
from courses.services.telling import tell_newcomers, who_sees
from school.organisation.acting import Act
from school.organisation.models import Member


@transaction.atomic
def enrol(
    *,
    act: Act,
    course: Course,
    member: Member,
    until: date | None = None,
    source: EnrolmentSource = EnrolmentSource.NAMED,
) -> Enrolment:
    """From today the member sees the course, to the day before `until` or until it is ended, and hears of it once.

    Raises:
        AlreadyEnrolled: it is open to her by name already.
    """
    before = who_sees(course=course, at=act.at)
    standing = course.enrolments.not_over(act.today).filter(member=member, source=source)
    try:
        with transaction.atomic():
            if standing.exists():
                raise AlreadyEnrolled(name=member.name)
            enrolment = Enrolment.objects.create(
                course=course,
                member=member,
                source=source,
                starts_on=act.today,
                ends_on=until,
                enrolled_by=act.member,
                created_at=act.at,
            )
    except IntegrityError as error:
        raise AlreadyEnrolled(name=member.name) from error
    _record(enrolment, "course.enrolled", act)
    tell_newcomers(course=course, before=before, but=act.member.pk if act.member else None, at=act.at)
    return enrolment


@transaction.atomic
def end_enrolment(*, act: Act, enrolment: Enrolment) -> Enrolment:
    """From today the course is no longer open to her by name; what she has completed stays.

    Raises:
        EnrolmentOver: it had ended before.
    """
    current = Enrolment.objects.select_for_update(of=("self",)).select_related("course__organisation", "member")
    locked = current.get(pk=enrolment.pk)
    if locked.ends_on is not None and locked.ends_on <= act.today:
        raise EnrolmentOver
    locked.ends_on = max(locked.starts_on, act.today)
    locked.save(update_fields=["ends_on"])
    _record(locked, "course.enrolment_ended", act)
    return locked


def _record(enrolment: Enrolment, action: str, act: Act) -> None:
    act.record(
        action,
        subject_kind="member",
        subject_id=enrolment.member.public_id,
        organisation_path=enrolment.course.organisation.path,
        details={"course": enrolment.course.public_id},
    )
