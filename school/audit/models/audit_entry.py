"""Who did what to whose data, in which office, and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from school.audit.seals import GENESIS, Break, Chain, chain_hash


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    def sealed(self) -> AuditEntryQuerySet:
        return self.filter(seal_number__isnull=False).order_by("seal_number")

    def unsealed(self) -> AuditEntryQuerySet:
        return self.filter(seal_number__isnull=True).order_by("pk")

    def newest_first(self) -> AuditEntryQuerySet:
        """In the order that `older_than` walks."""
        return self.order_by("-at", "-pk")

    def older_than(self, at: datetime, pk: int) -> AuditEntryQuerySet:
        """What comes after this place of `newest_first`; as quick on the last page as on the first."""
        return self.filter(models.Q(at__lt=at) | models.Q(pk__lt=pk), at__lte=at)


class AuditEntry(models.Model):
    """Written once and sealed within a minute by the one sealer; people appear by opaque id only."""

    at = models.DateTimeField()
    actor_id = models.CharField(max_length=12, blank=True)
    on_behalf_of = models.CharField(max_length=12, blank=True)
    office_id = models.BigIntegerField(null=True)
    action = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    organisation_path = models.CharField(max_length=64, blank=True)
    reason = models.TextField(blank=True)
    outcome = models.CharField(max_length=20, default="done")
    details = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    seal_number = models.BigIntegerField(null=True, unique=True, editable=False)
    hash = models.CharField(max_length=64, blank=True, editable=False)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        # One for each way of searching, each ending in the order in which entries are read.
        indexes = (
            models.Index(fields=["subject_kind", "subject_id"], name="audit_subject"),
            models.Index(fields=["at", "id"], name="audit_at"),
            models.Index(fields=["actor_id", "at", "id"], name="audit_actor"),
            models.Index(fields=["action", "at", "id"], name="audit_action"),
            models.Index(fields=["subject_id", "at", "id"], name="audit_subject_at"),
            models.Index(fields=["organisation_path", "at", "id"], name="audit_place"),
            models.Index(fields=["office_id", "at", "id"], name="audit_office"),
            models.Index(fields=["outcome", "at", "id"], name="audit_outcome"),
        )
        constraints = (
            # A sealer that dies half-way must not leave a number without its hash.
            models.CheckConstraint(
                name="audit_sealed_whole",
                condition=models.Q(seal_number__isnull=True, hash="")
                | (models.Q(seal_number__isnull=False) & ~models.Q(hash="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.action} {self.subject_kind}:{self.subject_id}"

    def payload(self) -> dict[str, object]:
        """What the seal covers."""
        return {
            "id": self.pk,
            "at": self.at,
            "actor": self.actor_id,
            "on_behalf_of": self.on_behalf_of,
            "office": self.office_id,
            "action": self.action,
            "subject": [self.subject_kind, self.subject_id],
            "organisation": self.organisation_path,
            "reason": self.reason,
            "outcome": self.outcome,
            "details": self.details,
            "number": self.seal_number,
        }


def _verify() -> Iterator[Break]:
    previous, expected = GENESIS, 1
    for entry in AuditEntry.objects.sealed().iterator(chunk_size=2000):
        reference = f"#{entry.pk}"
        if entry.seal_number != expected:
            yield Break("audit", reference, f"number {expected} is missing before number {entry.seal_number}")
        elif entry.hash != chain_hash(previous=previous, payload=entry.payload()):
            yield Break("audit", reference, "the row is not what was sealed")
        previous, expected = entry.hash, (entry.seal_number or 0) + 1


def _heads() -> dict[str, tuple[int, str]]:
    last = AuditEntry.objects.sealed().last()
    return {"audit": (last.seal_number or 0, last.hash)} if last else {}


def _hash_at(strand: str, number: int) -> str:
    """There is one strand."""
    return AuditEntry.objects.filter(seal_number=number).values_list("hash", flat=True).first() or ""


audit_chain = Chain(
    name="audit",
    verify=_verify,
    heads=_heads,
    hash_at=_hash_at,
    unsealed=lambda: AuditEntry.objects.unsealed().count(),
)
