"""What the search finds: a published course, and each of its lectures, with all its words and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F
from django.db.models.functions import Coalesce
from django.db.models.lookups import Lookup
from django.db.models.sql.compiler import SQLCompiler

from courses.models.course import Course
from courses.models.lecture import Lecture
from courses.models.revision import CourseRevision
from school.organisation.authority import Authority

if TYPE_CHECKING:
    TextColumn = models.TextField[str, str]
    AnyLookup = Lookup[Any]
else:
    TextColumn = models.TextField
    AnyLookup = Lookup

Passages = list[dict[str, Any]]


class GramsField(TextColumn):
    """Grams parted by spaces. Migrations 0007 and 0013 lay an index of them: FTS5 on SQLite, GIN on PostgreSQL."""


@GramsField.register_lookup
class Holds(AnyLookup):
    """Rows whose grams hold every one of these, which are neither empty nor hold a space or a quotation mark."""

    lookup_name = "holds"
    prepare_rhs = False

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        column, given = self.process_lhs(compiler, connection)
        return f"(courses_grams({column}) @> %s::text[])", (*given, list(self.rhs))

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        table = compiler.quote_name_unless_alias(self.lhs.alias)
        found = "SELECT rowid FROM courses_search_grams WHERE courses_search_grams MATCH %s"
        return f"({table}.id IN ({found}))", (" ".join(f'"{gram}"' for gram in self.rhs),)


class SearchDocumentQuerySet(models.QuerySet["SearchDocument"]):
    def visible_to(self, authority: Authority) -> SearchDocumentQuerySet:
        """Of what members see now, in courses that this one may see; whether a lecture is open is not asked."""
        return self.filter(
            revision=F("course__published_revision"),
            course__in=Course.objects.visible_to(authority).order_by(),
        )

    def holding(self, grams: Sequence[str], terms: Sequence[str]) -> SearchDocumentQuerySet:
        """Those with all these grams by the index, and with these folded terms by the text itself."""
        found = self.filter(grams__holds=list(grams))
        for term in terms:
            found = found.filter(folded__contains=term)
        return found


class SearchDocument(models.Model):
    """A derived row, written by `courses.services.indexing` only; `rebuild_search` makes it again.

    `lecture` is empty for the course itself. `title_folded`, `heads` and `folded` (everything) are by
    `courses.search.folding`, `public` is what is told of a lecture that is not open, `passages` are those of
    `courses.search.passages`. `sort_text` orders titles, `kinds` is “,video,quiz,”.
    """

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="search_documents")
    lecture = models.ForeignKey(Lecture, null=True, on_delete=models.CASCADE, related_name="+")
    revision = models.ForeignKey(CourseRevision, on_delete=models.CASCADE, related_name="+")
    published_at = models.DateTimeField()
    position = models.PositiveIntegerField()
    gated = models.BooleanField()
    kinds = models.CharField(max_length=200)
    lectures = models.PositiveIntegerField()
    minutes = models.DecimalField(max_digits=9, decimal_places=2, default=Decimal(0))
    sort_text = models.CharField(max_length=96)
    title = models.CharField(max_length=120)
    title_folded = models.TextField()
    public = models.TextField()
    heads = models.TextField()
    folded = models.TextField()
    passages: models.JSONField[Passages, Passages] = models.JSONField(default=list)
    grams = GramsField()

    objects = SearchDocumentQuerySet.as_manager()

    class Meta:
        # Lists of courses join the row of the course itself; without it, every lecture's long row is read for that.
        indexes = (models.Index(fields=["course", "lecture"], name="search_document_of"),)
        constraints = (
            # A course that is published while its captions change would be listed twice.
            models.UniqueConstraint("course", Coalesce("lecture", 0), name="search_document_once"),
        )

    def __str__(self) -> str:
        return self.title
