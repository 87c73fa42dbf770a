"""Whether an address that drafts link to still answers, and when it was asked."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

STALE_AFTER = timedelta(days=1)


class LinkState(models.TextChoices):
    WAITING = "waiting", _("not opened yet")
    ALIVE = "alive", _("answers")
    DEAD = "dead", _("does not answer")
    REFUSED = "refused", _("is not a public address")


class LinkCheckQuerySet(models.QuerySet["LinkCheck"]):
    def due(self, *, at: datetime) -> LinkCheckQuerySet:
        """Never asked, or asked more than a day ago and asked for again since."""
        return self.filter(Q(checked_at__isnull=True) | Q(asked_at__gt=models.F("checked_at") + STALE_AFTER))


class LinkCheck(models.Model):
    """`digest` is the SHA-256 of the address, which may be longer than an index allows; `status` the last HTTP answer,
    None where there was none."""

    digest = models.CharField(max_length=64, unique=True)
    address = models.TextField()
    host = models.CharField(max_length=255)
    state = models.CharField(max_length=10, choices=LinkState.choices, default=LinkState.WAITING)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    asked_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True)

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("link check")
        verbose_name_plural = _("link checks")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.address[:80]
