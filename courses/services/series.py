"""Series are made, told about, filled, put in order and deleted, which can be taken back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from courses.models import Course, Series, SeriesCourse
from courses.services.ordering import Direction
from school.organisation.models import Organisation


@transaction.atomic
def create_series(*, organisation: Organisation, title: str, introduction: str, at: datetime) -> Series:
    """A series without courses; members meet it once it has one that they may see."""
    return Series.objects.create(organisation=organisation, title=title, introduction=introduction, changed_at=at)


@transaction.atomic
def edit_series(*, series: Series, title: str, introduction: str, at: datetime) -> Series:
    series.title, series.introduction, series.changed_at = title, introduction, at
    series.save(update_fields=["title", "introduction", "changed_at"])
    return series


@transaction.atomic
def add_to_series(*, series: Series, course: Course, at: datetime) -> None:
    """As the last one; nothing for a course that is in it."""
    _lock(series, at)
    last = series.parts.last()
    SeriesCourse.objects.get_or_create(
        series=series, course=course, defaults={"position": last.position + 1 if last else 1}
    )


@transaction.atomic
def take_from_series(*, series: Series, course: Course, at: datetime) -> None:
    """The course itself stays as it is."""
    _lock(series, at)
    series.parts.filter(course=course).delete()


@transaction.atomic
def move_in_series(*, series: Series, course: Course, direction: Direction, at: datetime) -> None:
    """One place up or down; nothing for a course that is not in it."""
    _lock(series, at)
    parts = list(series.parts.all())
    place = next((number for number, part in enumerate(parts) if part.course_id == course.pk), None)
    if place is None:
        return
    other = place - 1 if direction == "up" else place + 1
    if 0 <= other < len(parts):
        parts[place], parts[other] = parts[other], parts[place]
    for position, part in enumerate(parts, start=1):
        part.position = position
    SeriesCourse.objects.bulk_update(parts, ["position"])


@transaction.atomic
def remove_series(*, series: Series, at: datetime) -> Series:
    """Members no longer meet it; its courses stay as they are."""
    series.removed_at = at
    series.save(update_fields=["removed_at"])
    return series


@transaction.atomic
def restore_series(*, series: Series, at: datetime) -> Series:
    """Bring a deleted series back as it was."""
    series.removed_at, series.changed_at = None, at
    series.save(update_fields=["removed_at", "changed_at"])
    return series


def _lock(series: Series, at: datetime) -> None:
    """Two authors who order one series do so one after the other."""
    Series.objects.select_for_update().get(pk=series.pk)
    Series.objects.filter(pk=series.pk).update(changed_at=at)
