"""Which courses a member has begun or completed: what the catalogue and the list of one's own courses ask."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum
from typing import Any

from django.db.models import Count, F, IntegerField, Max, QuerySet, Value

from progress.models import CourseCompletion, LectureCompletion, Reading, ViewingSession
from school.composed import Composed, Given


@dataclass(frozen=True)
class Studied:
    """`done` lectures of those that are published now; `touched_at` is when something last happened."""

    touched_at: datetime
    done: int = 0
    completed_at: datetime | None = None


class _Fact(IntEnum):
    OPENED = 0
    LECTURES = 1
    COURSE = 2


def studied_courses(records: Collection[int]) -> dict[int, Studied]:
    """By course, for every course in which the person behind these records has done anything; one query."""
    found: dict[int, Studied] = {}
    for course, fact, count, at in _FACTS.rows(own=list(records)):
        known = found.get(course, Studied(at))
        known = replace(known, touched_at=max(known.touched_at, at))
        if fact == _Fact.LECTURES:
            known = replace(known, done=count)
        elif fact == _Fact.COURSE:
            known = replace(known, completed_at=at)
        found[course] = known
    return found


def _by_course(rows: QuerySet[Any], course: str, moment: str, fact: _Fact = _Fact.OPENED) -> QuerySet[Any, Any]:
    found: QuerySet[Any, Any] = (
        rows.order_by()
        .values(of_course=F(course))
        .annotate(fact=Value(fact.value, output_field=IntegerField()), number=Count("pk"), latest=Max(moment))
        .values_list("of_course", "fact", "number", "latest")
    )
    return found


def _facts(given: Given) -> QuerySet[Any, Any]:
    own = {"member__pk__in": given["own"]}
    done = LectureCompletion.objects.filter(
        **own, lecture__revisions__revision=F("lecture__chapter__course__published_revision")
    )
    facts = _by_course(CourseCompletion.objects.filter(**own), "course", "completed_at", _Fact.COURSE)
    return facts.union(
        _by_course(done, "lecture__chapter__course", "completed_at", _Fact.LECTURES),
        _by_course(ViewingSession.objects.filter(**own), "lecture__chapter__course", "opened_at"),
        _by_course(Reading.objects.filter(**own), "lecture__chapter__course", "counts_from"),
    )


_FACTS: Composed[tuple[int, int, int, datetime]] = Composed(_facts)
