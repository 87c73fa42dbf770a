"""Who a text comes from: 来源, 作者, 编辑, as they stand above or below it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

LABELS = ("source", "byline", "editor")


class Labelled(models.Model):
    """Three lines of words, each empty where nobody wrote one. They name people and places; they give no right."""

    source = models.CharField(_("source"), max_length=120, blank=True)
    byline = models.CharField(_("author"), max_length=120, blank=True)
    editor = models.CharField(_("editor"), max_length=120, blank=True)

    class Meta:
        abstract = True

    @property
    def labels(self) -> dict[str, str]:
        """All three, to be frozen or copied."""
        return {name: getattr(self, name) for name in LABELS}
