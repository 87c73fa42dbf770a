"""The outbox: what is to be told, written in the transaction of the fact and delivered after it committed."""

from __future__ import annotations

from datetime import datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class OutgoingQuerySet(models.QuerySet["Outgoing"]):
    def waiting(self) -> OutgoingQuerySet:
        return self.filter(done_at__isnull=True)

    def eligible(self, *, at: datetime) -> OutgoingQuerySet:
        """What may be tried now, oldest first."""
        return self.waiting().filter(next_try_at__lte=at).order_by("pk")


class Outgoing(models.Model):
    """To the members of `member_ids`, or to everybody who belongs within the paths of `within` when it is delivered.

    `cursor` is the last member reached: it moves in the transaction that writes the inboxes, so nobody is told twice.
    """

    kind = models.CharField(max_length=40)
    object_kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=40)
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    url = models.CharField(max_length=300, blank=True)
    member_ids = models.JSONField(default=list)
    within = models.JSONField(default=list)
    except_ids = models.JSONField(default=list)
    cursor = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    failure = models.CharField(max_length=80, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = OutgoingQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing notice")
        indexes = (
            models.Index(fields=["next_try_at"], condition=models.Q(done_at__isnull=True), name="outgoing_waiting"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.object_kind}:{self.object_id}"
