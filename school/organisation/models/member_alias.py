"""Two records of one person: a dated alias, because rows never move (DESIGN §2.1)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from school.identifiers import PublicIdField


class MemberAlias(models.Model):
    """From `starts_on` on, `alias` stands for `canonical`; undoing ends it. `Member.stands_for` mirrors today."""

    public_id = PublicIdField()
    alias = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="alias_rows")
    canonical = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="canonical_rows")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("alias of a member")
        constraints = (
            models.UniqueConstraint(
                name="member_alias_one_current", fields=["alias"], condition=Q(ends_on__isnull=True)
            ),
            models.CheckConstraint(name="member_alias_of_another", condition=~Q(alias=F("canonical"))),
        )

    def __str__(self) -> str:
        return f"{self.alias_id} → {self.canonical_id}"
