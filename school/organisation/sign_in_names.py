"""Number, phone and e-mail all name an account at the sign-in page, so each must be free in all three."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from school.organisation.models import Member


def is_anothers_name(values: Iterable[str], *, but: int = 0) -> bool:
    """Whether any of these signs somebody in already, leaving out the member `but`; one query."""
    wanted = [value for value in values if value]
    taken = Q(number__in=wanted) | Q(phone__in=wanted)
    for address in wanted:
        if "@" in address:
            taken |= Q(email__iexact=address)
    return bool(wanted) and Member.objects.filter(taken).exclude(pk=but).exists()
