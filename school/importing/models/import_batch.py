"""One file on its way into the register: read, checked, applied, perhaps undone. The row is the truth for the work."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from school.identifiers import PublicIdField
from school.importing.models.stored_file import StoredFile
from school.organisation.authority import Right
from school.organisation.models import Organisation
from school.organisation.scope import NOTHING, within_paths

if TYPE_CHECKING:
    from school.organisation.authority import Authority

UNDO_FOR = timedelta(days=30)
"""How long an applied import can be taken back; after that its rows are cleared away."""

MOST_ATTEMPTS = 5
"""Work that stops its worker so often at one place waits for a person to take it up again."""


class BatchKind(models.TextChoices):
    MEMBERS = "members", _("Members")
    ORGANISATIONS = "organisations", _("Organisations")
    OFFICES = "offices", _("Offices")


# An import must not give anybody more than her office lets her do by hand.
RIGHT_OF_KIND: dict[str, Right] = {
    BatchKind.MEMBERS: Right.IMPORT_REGISTER,
    BatchKind.ORGANISATIONS: Right.MANAGE_TREE,
    BatchKind.OFFICES: Right.APPOINT,
}


class BatchState(models.TextChoices):
    """columns → reading → checked → applying → applied → undoing → undone; failed or cancelled on the way."""

    COLUMNS = "columns", _("The columns wait to be confirmed")
    READING = "reading", _("Being checked")
    CHECKED = "checked", _("Checked, nothing applied yet")
    APPLYING = "applying", _("Being applied")
    APPLIED = "applied", _("Applied")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")
    FAILED = "failed", _("Could not be read")
    CANCELLED = "cancelled", _("Given up")


WORKING = (BatchState.READING, BatchState.APPLYING, BatchState.UNDOING)
OPEN = (BatchState.COLUMNS, BatchState.READING, BatchState.CHECKED)


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    def handled_by(self, authority: Authority) -> Self:
        """Imports of whoever may import that kind there; the twin of `permissions.can_handle`."""
        predicate = NOTHING
        for kind, right in RIGHT_OF_KIND.items():
            predicate |= Q(kind=kind) & within_paths("organisation__path", authority.paths(right))
        return self.filter(predicate)

    def waiting(self, *, at: datetime) -> Self:
        """Work that nobody holds: never claimed, or its holder has died."""
        free = Q(lease_until=None) | Q(lease_until__lt=at)
        return self.filter(free, state__in=WORKING, attempts__lt=MOST_ATTEMPTS).order_by("pk")

    def past_undoing(self, *, at: datetime) -> Self:
        """Imports whose rows nobody can take back any more, or that were left lying."""
        ended = Q(ended_at__lt=at - UNDO_FOR)
        left = Q(ended_at__isnull=True, state__in=OPEN, created_at__lt=at - UNDO_FOR)
        return self.filter(ended | left, cleared_at__isnull=True)


class ImportBatch(models.Model):
    """`organisation` is the root of what the file may touch; `mapping` names for each field the column's position.

    `stamp` is the one time that every row of an application is recorded under, `undo_stamp` that of taking it back;
    `header` are the file's headings as they stand. Counts are of rows.
    """

    public_id = PublicIdField()
    kind = models.CharField(max_length=14, choices=BatchKind.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.SET_NULL, related_name="+")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    format = models.CharField(max_length=5)
    header = models.JSONField(default=list)
    header_row = models.PositiveIntegerField(default=1)
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.COLUMNS)
    failure = models.CharField(max_length=40, blank=True)
    failure_facts = models.JSONField(default=dict)

    rows_expected = models.PositiveIntegerField(default=0)
    rows_read = models.PositiveIntegerField(default=0)
    rows_new = models.PositiveIntegerField(default=0)
    rows_changed = models.PositiveIntegerField(default=0)
    rows_same = models.PositiveIntegerField(default=0)
    rows_error = models.PositiveIntegerField(default=0)
    rows_applied = models.PositiveIntegerField(default=0)
    rows_undone = models.PositiveIntegerField(default=0)
    rows_kept = models.PositiveIntegerField(default=0)
    longest_write_ms = models.PositiveIntegerField(default=0)

    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    office_id = models.BigIntegerField(null=True)
    reason = models.TextField(blank=True)
    created_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    stamp = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    undo_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    undo_office_id = models.BigIntegerField(null=True)
    undo_stamp = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)
    lease_token = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=["state"], condition=Q(state__in=WORKING), name="import_batch_working"),)
        constraints = (
            models.CheckConstraint(
                name="import_batch_failed_has_reason",
                condition=Q(state="failed") & ~Q(failure="") | ~Q(state="failed") & Q(failure=""),
            ),
        )

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_working(self) -> bool:
        return self.state in WORKING

    @property
    def is_stalled(self) -> bool:
        return self.is_working and self.attempts >= MOST_ATTEMPTS

    @property
    def rows_to_apply(self) -> int:
        return self.rows_new + self.rows_changed

    @property
    def percent(self) -> int:
        """How far the present step is, 0 to 100."""
        done, of = {
            BatchState.READING: (self.rows_read, self.rows_expected),
            BatchState.APPLYING: (self.rows_applied, self.rows_to_apply),
            BatchState.UNDOING: (self.rows_undone + self.rows_kept, self.rows_applied),
        }.get(BatchState(self.state), (0, 0))
        return min(99, done * 100 // of) if of else 0

    def may_be_undone(self, at: datetime) -> bool:
        """Applied, something was written, and thirty days are not over."""
        recent = self.ended_at is not None and self.ended_at >= at - UNDO_FOR
        return self.state == BatchState.APPLIED and recent and self.rows_applied > 0

    @property
    def undone_until(self) -> datetime | None:
        return self.ended_at + UNDO_FOR if self.ended_at else None
