"""By when a member is to complete which course: what the assignments that reach her say today."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Concat
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.invitations import opened, reach_of
from courses.models import CourseAssignment
from school.composed import Composed, Given
from school.organisation.authority import Authority
from school.organisation.models import Affiliation, Office
from school.organisation.scope import within_paths
from school.organisation.tree_paths import AFTER_HEX, is_within


@dataclass(frozen=True)
class Due:
    """What is asked of one member about one course: `due_on` None has no date; `reason` is the supervisor's word."""

    required: bool
    due_on: date | None = None
    reason: str = ""

    def days_left(self, today: date) -> int | None:
        """Negative when it is overdue, None without a date."""
        return None if self.due_on is None else (self.due_on - today).days

    def in_words(self, today: date) -> str:
        """“due 30 November, in 7 days”, in the active language; empty without a date."""
        return "" if self.due_on is None else due_in_words(self.due_on, today)


@dataclass(frozen=True)
class Stay:
    """Since when a person has been where an assignment reaches: `role` is empty for belonging, else the office's."""

    path: str
    since: date
    until: date | None
    role: str = ""


def due_in_words(due_on: date, today: date) -> str:
    """“due 30 November, in 7 days”, calmly also when it has passed, in the active language."""
    day = formats.date_format(due_on, "MONTH_DAY_FORMAT" if due_on.year == today.year else "DATE_FORMAT")
    left = (due_on - today).days
    if left < 0:
        return _("overdue since %(day)s") % {"day": day}
    if left == 0:
        return _("due today")
    return ngettext("due %(day)s, tomorrow", "due %(day)s, in %(left)s days", left) % {"day": day, "left": left}


def due_day(assignment: CourseAssignment, stays: Iterable[Stay]) -> date | None:
    """By when this assignment is to be met by somebody with these stays. Needs its organisation.

    Days count from the later of its own beginning and the first day, since then, that it reached her.
    """
    root = assignment.organisation.path
    joined = [
        stay.since
        for stay in stays
        if stay.role == assignment.role
        and is_within(stay.path, root)
        and (stay.until is None or stay.until > assignment.starts_on)
    ]
    return _day(assignment.due_on, assignment.due_days, assignment.starts_on, min(joined, default=None))


def _day(due_on: date | None, due_days: int | None, starts_on: date, joined: date | None) -> date | None:
    return due_on if due_days is None else max(starts_on, joined or starts_on) + timedelta(days=due_days)


_ASSIGNED: Composed[CourseAssignment] = Composed(
    lambda given: (
        CourseAssignment.objects.in_force(given["on"])
        .filter(opened(given))
        .select_related("organisation")
        .only("course_id", "role", "required", "due_on", "due_days", "starts_on", "reason", "organisation__path")
    )
)


def dues_of(authority: Authority, course_ids: Collection[int], at: datetime) -> Mapping[int, Due]:
    """Course id → what is asked of the member, for those of these courses that are assigned to her.

    One query, or three where days count from her joining. `at` is the moment of the request, whose day is
    `authority.on`.
    """
    wanted = set(course_ids)
    rows = [row for row in _ASSIGNED.rows(on=authority.on, **reach_of(authority)) if row.course_id in wanted]
    stays = list(stays_of([authority.member_id])) if any(row.due_days is not None for row in rows) else []
    own = [stay for _member_id, stay in stays]
    dues: dict[int, Due] = {}
    for row in rows:
        one = Due(required=row.required, due_on=due_day(row, own), reason=row.reason)
        dues[row.course_id] = stricter(dues[row.course_id], one) if row.course_id in dues else one
    return dues


ASKED = ("asked__required", "asked__due_on", "asked__due_days", "asked__starts_on", "asked__reason", "asked_since")
"""The columns that `with_asked` joins and `due_asked` reads."""


def with_asked(courses: QuerySet[Any, Any], given: Given) -> QuerySet[Any, Any]:
    """Each course as often as it is assigned to the `member` of these places, once where it is not.

    `asked_since` is the twin of what `due_day` finds among her stays: the first day on which she was where it reaches.
    """
    reaching = CourseAssignment.objects.in_force(given["on"]).filter(opened(given)).order_by().values("pk")
    joined = courses.alias(asked=FilteredRelation("assignments", condition=Q(assignments__pk__in=Subquery(reaching))))
    belonging = Affiliation.objects.filter(member__pk=given["member"])
    holding = Office.objects.filter(member__pk=given["member"], role=OuterRef("asked__role"))
    since = Case(When(asked__role="", then=_first_day(belonging)), default=_first_day(holding))
    found: QuerySet[Any, Any] = joined.annotate(asked_since=since)
    return found


def _first_day(stays: QuerySet[Any, Any]) -> Subquery:
    root = OuterRef("asked__organisation__path")
    within = stays.filter(organisation__path__gte=root, organisation__path__lt=Concat(root, Value(AFTER_HEX)))
    lasting = within.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=OuterRef("asked__starts_on")))
    return Subquery(lasting.order_by("starts_on").values("starts_on")[:1])


def due_asked(columns: Sequence[Any]) -> Due | None:
    """What one row of `with_asked` says in its `ASKED` columns; None where nothing is asked."""
    required, due_on, due_days, starts_on, reason, joined = columns
    return None if required is None else Due(required, _day(due_on, due_days, starts_on, joined), reason)


def stricter(one: Due, other: Due) -> Due:
    """Of two assignments of one course: required if either is, and by the earlier day, with that one's reason."""
    first, second = sorted((one, other), key=lambda due: (due.due_on is None, due.due_on or date.max))
    return Due(required=first.required or second.required, due_on=first.due_on, reason=first.reason or second.reason)


def stays_of(
    member_ids: Collection[int] | QuerySet[Any, Any], *, path: str = "", role: str | None = None
) -> Iterable[tuple[int, Stay]]:
    """Member id and stay, for these members: where they have belonged and which offices they have held; two queries.

    With `path`, only within that subtree; with `role`, only what counts for assignments to that role ("": belonging).
    """
    within = within_paths("organisation__path", [path]) if path else None
    columns = ("member_id", "organisation__path", "starts_on", "ends_on")
    if not role:
        places = Affiliation.objects.filter(member__in=member_ids)
        for member_id, at, since, until in (places.filter(within) if within else places).values_list(*columns):
            yield member_id, Stay(at, since, until)
    if role is None or role:
        offices = Office.objects.filter(member__in=member_ids, **({"role": role} if role else {}))
        rows = (offices.filter(within) if within else offices).values_list(*columns, "role")
        for member_id, at, since, until, held in rows:
            yield member_id, Stay(at, since, until, held)
