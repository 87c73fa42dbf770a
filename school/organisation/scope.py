"""The scope predicate as SQL: which rows lie within which subtrees."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q

from school.organisation.tree_paths import AFTER_HEX, outermost

NOTHING = Q(pk__in=[])


def within_paths(field: str, paths: Iterable[str]) -> Q:
    """Rows whose path column `field` lies within any of the paths; no path means no row.

    A range, not LIKE: three times cheaper and the same on SQLite and PostgreSQL (STACK §6).
    """
    # Without NOTHING among them where there are paths: an "or" with it would make joins outer ones.
    ranges = [Q(**{f"{field}__gte": path, f"{field}__lt": path + AFTER_HEX}) for path in outermost(tuple(paths))]
    return reduce(or_, ranges) if ranges else NOTHING
