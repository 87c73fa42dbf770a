"""A fact that was announced, kept until every listener has dealt with it."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class EventRecordQuerySet(models.QuerySet["EventRecord"]):
    def pending(self) -> EventRecordQuerySet:
        """Records with at least one listener that has not succeeded, oldest first."""
        return self.filter(is_pending=True).order_by("pk")


class EventRecord(models.Model):
    """`pending` maps the name of each listener that failed to the last error's class name (never its data)."""

    kind = models.CharField(max_length=120)
    payload = models.JSONField(encoder=DjangoJSONEncoder)
    announced_at = models.DateTimeField(auto_now_add=True)
    pending = models.JSONField(default=dict)
    is_pending = models.BooleanField(default=False)
    attempts = models.PositiveIntegerField(default=1)

    objects = EventRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("event record")
        indexes = (models.Index(fields=["id"], condition=models.Q(is_pending=True), name="event_pending"),)

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"
