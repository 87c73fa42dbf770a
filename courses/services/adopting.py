"""Offering a course to organisations below, and taking one over from above with a local introduction."""

from __future__ import annotations

from django.db import transaction

from courses.errors import CannotBeAdopted
from courses.models import Adoption, Course
from courses.services.drafting import lock_draft
from courses.services.telling import tell_newcomers, who_sees
from school.errors import Conflict
from school.organisation.acting import Act
from school.organisation.models import Organisation


@transaction.atomic
def offer_course(*, course: Course, reusable: bool, act: Act) -> Course:
    """Let organisations below show it to their people, or no longer: then those who took it over lose sight of it."""
    current = lock_draft(course_id=course.pk, at=act.at)
    if current.reusable != reusable:
        current.reusable = reusable
        current.save(update_fields=["reusable"])
        _record(current, "course.offered" if reusable else "course.offer_ended", act)
    return current


@transaction.atomic
def adopt_course(*, course: Course, organisation: Organisation, introduction: str, act: Act) -> Adoption:
    """Show the course to everybody in this organisation and below, as its owner publishes it; who did not see it before
    hears of it.

    Raises:
        CannotBeAdopted: not published, not offered, not owned above this organisation, or shown there already.
    """
    current = Course.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=course.pk)
    owner = current.organisation
    below = organisation.is_within(owner) and organisation.pk != owner.pk
    standing = current.adoptions.filter(organisation=organisation, ended_at__isnull=True)
    if not (current.is_published and current.reusable and below) or act.member is None or standing.exists():
        raise CannotBeAdopted
    before = who_sees(course=current, at=act.at)
    adoption = Adoption.objects.create(
        course=current,
        organisation=organisation,
        introduction=introduction.strip(),
        adopted_by=act.member,
        adopted_at=act.at,
    )
    _record(current, "course.adopted", act, by=organisation)
    tell_newcomers(course=current, before=before, but=act.member.pk, at=act.at)
    return adoption


@transaction.atomic
def introduce(*, adoption: Adoption, introduction: str, act: Act) -> Adoption:
    """Change the local introduction. Raises Conflict when the course is not shown there any more."""
    current = _standing(adoption)
    current.introduction = introduction.strip()
    current.save(update_fields=["introduction"])
    _record(current.course, "course.introduced", act, by=current.organisation)
    return current


@transaction.atomic
def end_adoption(*, adoption: Adoption, act: Act) -> Adoption:
    """Stop showing it; what members have earned in it stays. Raises Conflict when it has ended."""
    current = _standing(adoption)
    current.ended_at, current.ended_by = act.at, act.member
    current.save(update_fields=["ended_at", "ended_by"])
    _record(current.course, "course.adoption_ended", act, by=current.organisation)
    return current


def _standing(adoption: Adoption) -> Adoption:
    rows = Adoption.objects.select_for_update(of=("self",)).select_related("course__organisation", "organisation")
    current = rows.get(pk=adoption.pk)
    if current.ended_at is not None:
        raise Conflict
    return current


def _record(course: Course, action: str, act: Act, *, by: Organisation | None = None) -> None:
    act.record(
        action,
        subject_kind="course",
        subject_id=course.public_id,
        organisation_path=(by or course.organisation).path,
        details={"for": by.public_id} if by else {},
    )
