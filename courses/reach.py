"""How many people a course reaches, as sets: those who see it, and those of whom it is asked."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from courses.invitations import Invitation, members_invited
from courses.models import Adoption, Course, Enrolment
from school.organisation.models import Member
from school.organisation.models.member import MemberQuerySet


def members_who_see(course: Course, *, on: date) -> MemberQuerySet:
    """Everybody to whom the course is open that day: invited, enrolled by name, or where it was adopted."""
    adopters = Adoption.objects.in_force().filter(course=course).select_related("organisation")
    invited = [row.invitation for row in course.audiences.select_related("organisation")]
    invited += [Invitation(adoption.organisation) for adoption in adopters]
    enrolled = Enrolment.objects.in_force(on).filter(course=course)
    by_name = Q(pk__in=enrolled.values("member")) | Q(duplicates__in=enrolled.values("member"))
    return Member.objects.canonical().filter(
        Q(pk__in=members_invited(invited, on=on).values("pk"))
        | Q(pk__in=Member.objects.canonical().filter(by_name).values("pk"))
    )


def members_asked(course: Course, to: Invitation, *, on: date) -> MemberQuerySet:
    """Those of them whom an invitation reaches too."""
    seeing = members_who_see(course, on=on).values("pk")
    return members_invited([to], on=on).filter(pk__in=seeing)
