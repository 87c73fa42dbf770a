"""Published courses that the search does not know yet."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from courses.models import Course, SearchDocument
from courses.models.course import CourseQuerySet


def unindexed() -> CourseQuerySet:
    """Without a document of the revision that members see."""
    current = SearchDocument.objects.filter(course=OuterRef("pk"), revision=OuterRef("published_revision"))
    return Course.objects.published().filter(~Exists(current)).order_by("pk")
