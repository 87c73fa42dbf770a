"""A member who may not post for some days. Reading and studying go on."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from school.identifiers import PublicIdField
from school.organisation.authority import Authority, Right
from school.organisation.models import Organisation
from school.organisation.scope import within_paths
from school.organisation.tree_paths import prefixes


class PostingBlockQuerySet(models.QuerySet["PostingBlock"]):
    def in_force(self, *, at: datetime) -> PostingBlockQuerySet:
        """Begun, not over, not lifted."""
        return self.filter(begins_at__lte=at, ends_at__gt=at, lifted_at__isnull=True)

    def over(self, path: str) -> PostingBlockQuerySet:
        """Those that hold for what this organisation owns: made there or above it."""
        return self.filter(organisation__path__in=prefixes(path))

    def moderated_by(self, authority: Authority) -> PostingBlockQuerySet:
        """Those within reach of an office to moderate."""
        return self.filter(within_paths("organisation__path", authority.paths(Right.MODERATE)))


class PostingBlock(models.Model):
    """Holds for what `organisation` and those below it own. `objection` is the member's one reply."""

    public_id = PublicIdField()
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.CharField(_("reason"), max_length=400)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    office_id = models.BigIntegerField(null=True)
    objection = models.CharField(_("your reply"), max_length=400, blank=True)
    objected_at = models.DateTimeField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = PostingBlockQuerySet.as_manager()

    class Meta:
        verbose_name = _("block from posting")
        ordering = ("-begins_at", "-pk")
        indexes = (models.Index(fields=["member", "-ends_at"], name="block_of_member"),)

    def __str__(self) -> str:
        return self.public_id
