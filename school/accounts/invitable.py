"""Whom somebody may invite: people of her subtree who have never signed in, and whose offices reach no further."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from school.accounts.models import Invitation
from school.accounts.permissions import ENDED
from school.organisation.authority import Authority, Right
from school.organisation.models import Affiliation, Member
from school.organisation.ranking import who_hold_more


def never_signed_in(authority: Authority) -> QuerySet[Member]:
    """Everybody in scope whom an invitation could serve; `branch` is where she belongs today."""
    people = Member.objects.overseen_by(authority, Right.INVITE).filter(
        last_login__isnull=True, is_active=True, stands_for__isnull=True
    )
    if not settings.DEMO:
        people = people.filter(is_demo=False)
    return (
        people.exclude(status__in=ENDED)
        .exclude(pk=authority.member_id)
        .annotate(branch=branch_name("pk", authority))
        .order_by("branch", "name", "pk")
    )


def without_waiting(people: QuerySet[Member], *, at: datetime) -> QuerySet[Member]:
    """Only those who hold no invitation that still opens their account."""
    return people.exclude(pk__in=Invitation.objects.waiting(at=at).values("member"))


def matching(people: QuerySet[Member], text: str) -> QuerySet[Member]:
    """By name or number, or by the numbers of a pasted list, one or more separated by spaces, commas or lines."""
    words = text.replace(",", " ").replace("，", " ").replace("、", " ").split()
    if not words:
        return people
    if len(words) > 1:
        return people.filter(Q(number__in=words) | Q(name__in=words))
    return people.filter(Q(number__icontains=words[0]) | Q(name__icontains=words[0]))


def branch_name(member_column: str, authority: Authority) -> Subquery:
    """The short name, or else the name, of the organisation to which the member belongs on the day of the authority."""
    running = Q(ends_on__isnull=True) | Q(ends_on__gt=authority.on)
    now = Affiliation.objects.filter(running, member=OuterRef(member_column), starts_on__lte=authority.on)
    name = Coalesce(NullIf("organisation__short_name", Value("")), "organisation__name")
    return Subquery(now.annotate(place_name=name).values("place_name")[:1])


def without_wider_offices(people: Iterable[Member], authority: Authority, *, at: datetime) -> list[Member]:
    """Leaves out whose offices reach further than the authority; one query for all of them."""
    chosen = list(people)
    ids = [member.pk for member in chosen]
    wider = who_hold_more(authority, Right.INVITE, member_ids=ids, on=timezone.localdate(at))
    return [member for member in chosen if member.pk not in wider]
