"""Which courses are opened to a person: the half of `Course.objects.visible_to` that every request asks.

Composed once and then filled, because composing it costs ten times what the database takes
(docs/reference/performance.md).
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from courses.invitations import opened, reach_of
from school.composed import Composed, Filling, Given
from school.organisation.authority import Authority
from school.organisation.tree_paths import prefixes


def scope_of(authority: Authority) -> dict[str, Filling | list[str] | list[int]]:
    """The values that `opened_ids` asks of a person."""
    own = list(authority.records or (authority.member_id,))
    return {"on": authority.on, "own": own, "around": prefixes(authority.place), **reach_of(authority)}


def opened_ids(given: Given) -> QuerySet[Any, Any]:
    """The ids of courses that she is invited to, enrolled in by name, or given where they were adopted; published or
    not. `permissions.can_see_course` says the same of one course."""
    invited = apps.get_model("courses", "CourseAudience").objects.filter(opened(given))
    enrolled = apps.get_model("courses", "Enrolment").objects.in_force(given["on"]).filter(member__pk__in=given["own"])
    adopted = apps.get_model("courses", "Adoption").objects.in_force().by_any(given["around"])
    one, *others = [found.order_by().values_list("course_id") for found in (invited, enrolled, adopted)]
    return one.union(*others)


_OPENED: Composed[Any] = Composed(opened_ids)


def opened_to(authority: Authority) -> RawSQL:
    """Those ids for this person, for `pk__in`."""
    return _OPENED.inside(**scope_of(authority))
