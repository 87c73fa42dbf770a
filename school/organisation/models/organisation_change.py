"""What was done to the tree, by whom and why, with what undoing needs."""

from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from school.identifiers import PublicIdField
from school.organisation.models.organisation import Organisation


class ChangeAct(models.TextChoices):
    FOUNDED = "founded", _("founded")
    EDITED = "edited", _("renamed or changed in kind")
    MOVED = "moved", _("moved")
    MERGED = "merged", _("merged into another")
    SPLIT = "split", _("split")
    CLOSED = "closed", _("closed")


class OrganisationChange(models.Model):
    """One act upon `organisation`; `before` and `after` hold the facts that undoing restores, by public ids."""

    public_id = PublicIdField()
    act = models.CharField(max_length=10, choices=ChangeAct.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="changes")
    other = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    office_id = models.BigIntegerField(null=True)
    reason = models.TextField(blank=True)
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("change of the tree")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.act} {self.organisation_id} {self.on}"
