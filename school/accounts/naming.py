"""By which names an account is found: member number, phone or e-mail, also those of a duplicate record."""

from __future__ import annotations

import unicodedata

from django.db.models import Q

from school.organisation.models import Member


def folded(name: str) -> str:
    """What somebody typed, without outer space and in ordinary width."""
    return unicodedata.normalize("NFKC", name).strip()


def member_named(name: str) -> Member | None:
    """The one account with this number, phone or e-mail; a duplicate's names lead to the record that stands for it."""
    wanted = folded(name)
    if not wanted or "\x00" in wanted:
        return None
    named = Q(number=wanted) | Q(phone=wanted) | Q(email__iexact=wanted)
    found = list(Member.objects.filter(named).select_related("stands_for")[:3])
    # Nobody shadows another's number with her phone, nor an address with its spelling in other letters.
    exact = [row for row in found if row.number == wanted] or [row for row in found if wanted in {row.phone, row.email}]
    people = {person.pk: person for person in map(_canonical, exact or found)}
    return next(iter(people.values())) if len(people) == 1 else None


def _canonical(member: Member) -> Member:
    seen = {member.pk}
    while member.stands_for is not None and member.stands_for.pk not in seen:
        member = member.stands_for
        seen.add(member.pk)
    return member
