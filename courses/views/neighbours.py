"""The courses before and after one in its series, as far as they are open to the member."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from courses.models import Course
from courses.models.series import SeriesCourse
from courses.views.labelled import Label
from school.organisation.authority import Authority


@dataclass(frozen=True)
class Beside:
    """A course of a series, as a link needs it."""

    course_id: str
    title: str


@dataclass(frozen=True)
class Place:
    """Where a course stands in a series, among the courses that the member may see."""

    series: Label
    before: Beside | None
    after: Beside | None


def places_in_series(authority: Authority, course: Course, series: Sequence[Label]) -> list[Place]:
    """One for each of these series in which a course comes before or after; one query, none without a series."""
    if not series:
        return []
    visible = Course.objects.visible_to(authority).order_by().values("pk")
    parts = SeriesCourse.objects.filter(series__public_id__in=[one.label_id for one in series], course__in=visible)
    named = parts.values_list("series__public_id", "course__public_id", "course__published_revision__title")
    orders: defaultdict[str, list[Beside]] = defaultdict(list)
    for series_id, course_id, title in named:
        orders[series_id].append(Beside(course_id, title))
    places = (_place(one, orders[one.label_id], course.public_id) for one in series)
    return [place for place in places if place.before or place.after]


def _place(series: Label, order: list[Beside], course_id: str) -> Place:
    here = next((number for number, one in enumerate(order) if one.course_id == course_id), None)
    if here is None:
        return Place(series, None, None)
    after = order[here + 1] if here + 1 < len(order) else None
    return Place(series, order[here - 1] if here else None, after)
