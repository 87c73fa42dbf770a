"""The search index: written when a course is published or withdrawn and when its captions change, and made again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import F

from courses.models import Course, LectureRevision, SearchDocument
from courses.search.documents import documents_of
from courses.search.unindexed import unindexed

BATCH = 50
DERIVED = (
    "position",
    "gated",
    "kinds",
    "lectures",
    "minutes",
    "title",
    "folded",
    "public",
    "heads",
    "passages",
    "grams",
)


@transaction.atomic
def index_course(*, course_id: int) -> int:
    """Write what is found of this course anew; of one that is not published nothing is left. How many rows stand."""
    course = Course.objects.select_for_update(of=("self",)).select_related("published_revision").get(pk=course_id)
    SearchDocument.objects.filter(course=course).delete()
    if not course.is_published:
        return 0
    return len(SearchDocument.objects.bulk_create(documents_of(course), batch_size=BATCH))


def index_asset(*, asset_id: int) -> None:
    """The same for the published courses in which this recording is heard."""
    heard = LectureRevision.objects.current().filter(asset=asset_id)
    for course_id in sorted(set(heard.values_list("revision__course", flat=True))):
        index_course(course_id=course_id)


def index_missing(*, limit: int = 20) -> int:
    """Courses that are published and not indexed, as after an update; how many were taken up."""
    missing = list(unindexed().values_list("pk", flat=True)[:limit])
    for course_id in missing:
        index_course(course_id=course_id)
    return len(missing)


def rebuild_index() -> int:
    """Write everything anew, a course at a time; how many rows stand."""
    SearchDocument.objects.exclude(revision=F("course__published_revision")).delete()
    return sum(index_course(course_id=pk) for pk in Course.objects.order_by("pk").values_list("pk", flat=True))


def differences() -> Iterator[str]:
    """Where the index does not say what is published, a line for each; empty if it does."""
    for course in Course.objects.select_related("published_revision").order_by("pk").iterator(chunk_size=BATCH):
        wanted = _rows(documents_of(course)) if course.is_published else {}
        standing = _rows(SearchDocument.objects.filter(course=course))
        for key in sorted(wanted.keys() | standing.keys()):
            if wanted.get(key) != standing.get(key):
                what = "missing" if key not in standing else "too much" if key not in wanted else "different"
                yield f"{course.public_id} lecture {key or '–'}: {what}"


def _rows(documents: Iterable[SearchDocument]) -> dict[int, tuple[object, ...]]:
    return {
        document.lecture_id or 0: (document.revision_id, *(getattr(document, name) for name in DERIVED))
        for document in documents
    }
