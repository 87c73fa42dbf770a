"""Captions of an asset, one text per language, and what they said before."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from media.models.asset import Asset


class CaptionState(models.TextChoices):
    """Members see published captions only."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


class CaptionSource(models.TextChoices):
    """Where the present text came from."""

    TYPED = "typed", _("Typed here")
    IMPORTED = "imported", _("From a file")
    TRANSCRIBED = "transcribed", _("Made by machine")


class CaptionQuerySet(models.QuerySet["Caption"]):
    """The sentences in which captions are asked for."""

    def published(self) -> Self:
        """What members may see."""
        return self.filter(state=CaptionState.PUBLISHED)

    def listed(self) -> Self:
        """For lists: in the order of their languages, without the long texts."""
        return self.order_by("language").defer("text", "published_text", "spoken")

    def holding(self, folded_words: list[str]) -> Self:
        """Published captions whose spoken text holds every one of these words, folded by `captions.plain.folded`."""
        found = self.published()
        for word in folded_words:
            found = found.filter(spoken__contains=word)
        return found


class Caption(models.Model):
    """`text` is canonical WebVTT, the author's; `published_text` is what members get, empty while a draft.

    `version` grows by one with every save: whoever saves names the one she began with. `spoken` is the published text
    without times and marks, folded for searching.
    """

    asset = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="captions")
    language = models.CharField(max_length=12)
    label = models.CharField(max_length=60)
    text = models.TextField()
    cues = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    source = models.CharField(max_length=12, choices=CaptionSource.choices)
    state = models.CharField(max_length=10, choices=CaptionState.choices, default=CaptionState.DRAFT)
    published_text = models.TextField(blank=True, default="")
    published_version = models.PositiveIntegerField(null=True)
    spoken = models.TextField(blank=True, default="")
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = CaptionQuerySet.as_manager()

    class Meta:
        constraints = [
            # Two authors who add the same language at once would split its text in two.
            models.UniqueConstraint(fields=["asset", "language"], name="caption_once_per_language"),
            # What members get and what the row says of it cannot part.
            models.CheckConstraint(
                name="caption_published_has_text",
                condition=Q(state=CaptionState.PUBLISHED, published_version__isnull=False) & ~Q(published_text="")
                | Q(state=CaptionState.DRAFT, published_version=None, published_text="", spoken=""),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def file_name(self) -> str:
        """The name within the asset's address."""
        return f"captions-{self.language}.vtt"

    @property
    def is_published(self) -> bool:
        """Whether members see them."""
        return self.state == CaptionState.PUBLISHED

    @property
    def changed_since_published(self) -> bool:
        """Whether members see an earlier text than the author."""
        return self.published_version is not None and self.published_version != self.version


class CaptionVersion(models.Model):
    """A text the captions had, to be brought back. `number` is the version it was."""

    caption = models.ForeignKey(Caption, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    cues = models.PositiveIntegerField()
    source = models.CharField(max_length=12, choices=CaptionSource.choices)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            # Two saves at once would otherwise both call themselves the same version.
            models.UniqueConstraint(fields=["caption", "number"], name="caption_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.caption_id} · {self.number}"
