"""One line of an imported sheet: what it says, what it would change, and what became of it."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from school.importing.models.import_batch import ImportBatch


class Verdict(models.TextChoices):
    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    SAME = "same", _("unchanged")
    ERROR = "error", _("with errors")


class UndoOutcome(models.TextChoices):
    REVERSED = "reversed", _("reversed")
    KEPT = "kept", _("kept, because it was used since")


class ImportRow(models.Model):
    """`number` is the line as the spreadsheet counts it. `data` are the cells as written, by field; `before` and
    `after` hold the plain values by field, of changed fields alone. `target` is the public id of the person or node
    (of an office: of its holder). `rank` orders application: parents before children.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    rank = models.PositiveSmallIntegerField(default=0)
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    title = models.CharField(max_length=200, blank=True)
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    errors = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    target = models.CharField(max_length=12, blank=True)
    applied = models.BooleanField(default=False)
    undo = models.CharField(max_length=8, choices=UndoOutcome.choices, blank=True)
    undo_reason = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = _("row of an import")
        ordering = ("number",)
        indexes = (
            models.Index(fields=["batch", "verdict", "number"], name="import_row_listed"),
            models.Index(
                fields=["batch", "rank", "number"],
                condition=Q(applied=False, verdict__in=["new", "changed"]),
                name="import_row_to_apply",
            ),
        )
        constraints = (models.UniqueConstraint(name="import_row_once", fields=["batch", "number"]),)

    def __str__(self) -> str:
        return f"{self.batch_id} #{self.number}"
