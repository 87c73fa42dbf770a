"""Every value a policy was given: the newest is in force, the others are its history."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class PolicyChangeQuerySet(models.QuerySet["PolicyChange"]):
    def newest(self) -> PolicyChangeQuerySet:
        """The newest change of each policy."""
        newer = PolicyChange.objects.filter(key=models.OuterRef("key"), number__gt=models.OuterRef("number"))
        return self.filter(~models.Exists(newer))

    def of(self, key: str) -> PolicyChangeQuerySet:
        """The history of one policy, the newest first."""
        return self.filter(key=key).order_by("-number")


class PolicyChange(models.Model):
    """Written once. `value` None puts the default back; `changed_by` is an opaque id, empty for the system itself."""

    key = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    value: models.JSONField[Any, Any] = models.JSONField(null=True)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=12, blank=True)
    office_id = models.BigIntegerField(null=True)
    reason = models.TextField()

    objects = PolicyChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a policy")
        constraints = (
            # Two administrators at once: the later one must see the earlier one's value first.
            models.UniqueConstraint(name="policy_change_number", fields=["key", "number"]),
        )

    def __str__(self) -> str:
        return f"{self.key} #{self.number}"
