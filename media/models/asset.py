"""An uploaded file and what becomes of it. The row is the truth; the queue only carries hints."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from media.failures import SENTENCES, Failure
from school.identifiers import PublicIdField
from school.organisation.authority import Authority, Right
from school.organisation.models import Organisation
from school.organisation.scope import within_paths


class AssetState(models.TextChoices):
    """uploading → stored → probing → transcoding → ready, or failed with a reason from any of them."""

    UPLOADING = "uploading", _("Uploading")
    STORED = "stored", _("Waiting to be prepared")
    PROBING = "probing", _("Being checked")
    TRANSCODING = "transcoding", _("Being prepared")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Not usable")


class AssetKind(models.TextChoices):
    """Known once the file has been measured."""

    VIDEO = "video", _("Video")
    AUDIO = "audio", _("Sound")
    DECK = "deck", _("Slides")


UNFINISHED = (AssetState.STORED, AssetState.PROBING, AssetState.TRANSCODING)


class AssetQuerySet(models.QuerySet["Asset"]):
    """The sentences in which assets are asked for."""

    def authorable_by(self, authority: Authority) -> Self:
        """Assets of organisations for which the member may author; the twin of `can_author_asset`."""
        return self.filter(within_paths("organisation__path", authority.paths(Right.AUTHOR_COURSES)))

    def uploading_by(self, member_id: int) -> Self:
        """The member's own uploads."""
        return self.filter(uploaded_by_id=member_id)

    def waiting(self, *, at: datetime) -> Self:
        """Work that nobody holds: never claimed, handed back, or its holder has died."""
        return self.filter(Q(lease_until=None) | Q(lease_until__lt=at), state__in=UNFINISHED).order_by(
            "stored_at", "pk"
        )

    def expired(self, *, at: datetime) -> Self:
        """Uploads that were not finished in time."""
        return self.filter(state=AssetState.UPLOADING, expires_at__lte=at)


class Asset(models.Model):
    """`size` is what the uploader claims until `received` proves it; durations in milliseconds, sizes in bytes."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    file_name = models.CharField(max_length=255)
    kind = models.CharField(max_length=8, choices=AssetKind.choices, blank=True, default="")
    state = models.CharField(max_length=12, choices=AssetState.choices, default=AssetState.UPLOADING)
    failure_code = models.CharField(max_length=32, blank=True, default="")
    progress_percent = models.PositiveSmallIntegerField(default=0)
    size = models.BigIntegerField()
    received = models.BigIntegerField(default=0)
    upload_metadata = models.TextField(blank=True, default="")
    """`Upload-Metadata` as the client of tus sent it: it may ask for it again, word for word."""
    sha256 = models.CharField(max_length=64, blank=True, default="")
    content_type = models.CharField(max_length=100, blank=True, default="")
    duration_ms = models.PositiveIntegerField(null=True)
    published_level = models.PositiveSmallIntegerField(default=0)
    """0: nothing to play; 1: the source repackaged; 2: the full ladder."""
    edition = models.CharField(max_length=40, blank=True, default="")
    lease_token = models.CharField(max_length=32, blank=True, default="")
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    stored_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = AssetQuerySet.as_manager()

    class Meta:
        indexes = [
            # The sweep asks for unfinished work every minute; finished assets are nearly all of them.
            models.Index(fields=["stored_at"], name="asset_unfinished", condition=Q(state__in=UNFINISHED)),
        ]
        constraints = [
            models.CheckConstraint(
                name="asset_received_within_size", condition=Q(received__gte=0, size__gte=F("received"))
            ),
            # Two workers that finish at once cannot leave a half-received file marked as whole.
            models.CheckConstraint(
                name="asset_whole_once_stored",
                condition=Q(state__in=[AssetState.UPLOADING, AssetState.FAILED]) | Q(received=F("size")),
            ),
            models.CheckConstraint(name="asset_percent", condition=Q(progress_percent__lte=100)),
            models.CheckConstraint(
                name="asset_uploading_expires",
                condition=~Q(state=AssetState.UPLOADING) | Q(expires_at__isnull=False),
            ),
            models.CheckConstraint(
                name="asset_ready_means_full_ladder",
                condition=Q(state=AssetState.READY, published_level=2)
                | (~Q(state=AssetState.READY) & Q(published_level__lt=2)),
            ),
            # Nothing of a failed file may stay playable, and no failure goes without its reason.
            models.CheckConstraint(
                name="asset_failed_has_reason",
                condition=Q(state=AssetState.FAILED, published_level=0) & ~Q(failure_code="")
                | ~Q(state=AssetState.FAILED) & Q(failure_code=""),
            ),
            models.CheckConstraint(
                name="asset_published_names_edition",
                condition=Q(published_level=0, edition="") | Q(published_level__gt=0) & ~Q(edition=""),
            ),
            models.CheckConstraint(
                name="asset_lease_only_while_unfinished",
                condition=Q(lease_token="", lease_until=None)
                | Q(state__in=UNFINISHED, lease_until__isnull=False) & ~Q(lease_token=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def playable(self) -> bool:
        """Whether there is something to play, be it the first quick edition."""
        return self.published_level > 0

    @property
    def failure_sentence(self) -> str:
        """The reason of a failure in the active language; empty otherwise."""
        return str(SENTENCES[Failure(self.failure_code)]) if self.failure_code else ""
