"""What kinds of node the tree knows: data, so that an operator may add or reword some (DOMAIN §1.11)."""

from __future__ import annotations

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class BuiltInKind(models.TextChoices):
    """Kinds that every installation starts with; their words are translated."""

    COMMITTEE = "committee", _("committee")
    SUB_COMMITTEE = "sub_committee", _("faculty committee")
    GENERAL_BRANCH = "general_branch", _("general branch")
    BRANCH = "branch", _("branch")
    DIRECT_BRANCH = "direct_branch", _("direct branch")
    JOINT_BRANCH = "joint_branch", _("joint branch")
    TEMPORARY_BRANCH = "temporary_branch", _("temporary branch")
    GROUP = "group", _("group")


class OrganisationKind(models.Model):
    """`under` lists the kinds it may lie under, empty for the root alone; `holds_members` says whom one may join."""

    code = models.CharField(max_length=20, primary_key=True)
    wording = models.CharField(_("own wording"), max_length=40, blank=True)
    under = models.JSONField(default=list)
    holds_members = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("kind of organisation")
        ordering = ("position", "code")

    def __str__(self) -> str:
        return str(self.label)

    @property
    def label(self) -> str | Promise:
        """The operator's word, or the translated one of a built-in kind."""
        if self.wording or self.code not in BuiltInKind.values:
            return self.wording or self.code
        return BuiltInKind(self.code).label
