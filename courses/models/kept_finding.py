"""A finding of the automatic checks that an author keeps, and why."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course


class KeptFinding(models.Model):
    """`key` names the finding (`courses.proofreading.findings`), so the reason stands while the same thing is found;
    `kind` and `excerpt` say what it was, masked where it is personal."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="kept_findings")
    key = models.CharField(max_length=64)
    kind = models.CharField(max_length=30)
    excerpt = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=300)
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()

    class Meta:
        verbose_name = _("kept finding")
        verbose_name_plural = _("kept findings")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(name="kept_finding_once", fields=["course", "key"]),)

    def __str__(self) -> str:
        return f"{self.kind}: {self.reason[:40]}"
