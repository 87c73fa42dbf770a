"""Topics and series of the courses in a list, for its filters: one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Coalesce

from courses.models import Series, Topic
from school.composed import Composed, Given, padded
from school.organisation.names import sort_text


@dataclass(frozen=True)
class Label:
    """A topic or a series that a list can be narrowed to."""

    label_id: str
    name: str
    courses: frozenset[int]


@dataclass(frozen=True)
class Labels:
    """By name; none that no course of the list has."""

    topics: tuple[Label, ...]
    series: tuple[Label, ...]

    def courses_of(self, label_id: str) -> frozenset[int]:
        """Primary keys; none for a label that no course has."""
        return next(
            (label.courses for label in (*self.topics, *self.series) if label.label_id == label_id), frozenset()
        )


NONE = Labels((), ())


def labels_of(course_ids: Collection[int]) -> Labels:
    """The topics and series of these courses; a merged topic counts as the one that it is read as."""
    shown = set(course_ids)
    found: dict[str, dict[tuple[str, str], set[int]]] = {"topic": defaultdict(set), "series": defaultdict(set)}
    for what, label_id, name, course in _FILED.rows(courses=padded(course_ids)):
        if course in shown:
            found[what][label_id, name].add(course)
    return Labels(_sorted(found["topic"]), _sorted(found["series"]))


def filed_under(courses: QuerySet[Any, Any], given: Given) -> QuerySet[Any, Any]:
    """Of these courses, those of the `topic` and of the `series`, as far as either is given; asks nothing yet."""
    if "topic" in given:
        label = Coalesce("merged_into__public_id", "public_id")
        topics = Topic.objects.filter(removed_at=None, merged_into__removed_at=None).alias(label=label)
        courses = courses.filter(pk__in=topics.filter(label=given["topic"]).order_by().values("courses"))
    if "series" in given:
        series = Series.objects.in_use().filter(public_id=given["series"])
        courses = courses.filter(pk__in=series.order_by().values("parts__course"))
    return courses


def _sorted(found: dict[tuple[str, str], set[int]]) -> tuple[Label, ...]:
    labels = (Label(label_id, name, frozenset(courses)) for (label_id, name), courses in found.items())
    return tuple(sorted(labels, key=lambda label: sort_text(label.name)))


def _filed(given: Given) -> QuerySet[Any, Any]:
    read_as = {"label": Coalesce("merged_into__public_id", "public_id"), "name_": Coalesce("merged_into__name", "name")}
    topics = Topic.objects.filter(removed_at=None, merged_into__removed_at=None, courses__pk__in=given["courses"])
    series = Series.objects.in_use().filter(parts__course__pk__in=given["courses"])
    return (
        topics.order_by()
        .annotate(what=Value("topic", output_field=CharField()), **read_as)
        .values_list("what", "label", "name_", "courses")
        .union(
            series.order_by()
            .annotate(what=Value("series", output_field=CharField()), label=F("public_id"), name_=F("title"))
            .values_list("what", "label", "name_", "parts__course")
        )
    )


_FILED: Composed[tuple[str, str, str, int]] = Composed(_filed)
