"""An uploaded file and what becomes of it. The row is the truth; the queue only carries hints."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Max, OuterRef, Q, Subquery, Sum
from django.utils.translation import gettext_lazy as _

from media.failures import CIRCUMSTANCES, DELAYS, SENTENCES, Delay, Failure
from media.lanes import Lane
from media.time_left import time_left
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
    """Known once the file has been measured; of a document from the beginning, since only its uploader can say it."""

    VIDEO = "video", _("Video")
    AUDIO = "audio", _("Sound")
    DECK = "deck", _("Slides")
    IMAGE = "image", _("Picture")
    DOCUMENT = "document", _("Document")


UNFINISHED = (AssetState.STORED, AssetState.PROBING, AssetState.TRANSCODING)


class AssetQuerySet(models.QuerySet["Asset"]):
    """The sentences in which assets are asked for."""

    def authorable_by(self, authority: Authority) -> Self:
        """Assets of organisations for which the member may author; the twin of `can_author_asset`."""
        return self.filter(within_paths("organisation__path", authority.paths(Right.AUTHOR_COURSES)))

    def uploading_by(self, member_id: int) -> Self:
        """The member's own uploads."""
        return self.filter(uploaded_by_id=member_id)

    def titled_like(self, text: str) -> Self:
        """Files whose title or own name contains every one of the words; all of them for no words."""
        found = self
        for word in text.split():
            found = found.filter(Q(title__icontains=word) | Q(file_name__icontains=word))
        return found

    def unused(self) -> Self:
        """Whole files that nothing holds on to."""
        return self.exclude(state=AssetState.UPLOADING).filter(uses=None)

    def counting_uses(self) -> Self:
        """Each file with `use_count`: how many things hold on to it."""
        return self.annotate(use_count=Count("uses"))

    def begun_by(self, member_id: int, *, at: datetime) -> Self:
        """The member's uploads that can be continued, the one with the least time first."""
        begun = self.uploading_by(member_id).filter(state=AssetState.UPLOADING, expires_at__gt=at)
        return begun.select_related("organisation").order_by("expires_at", "pk")

    def bytes_kept(self) -> int:
        """Bytes of what was uploaded, the same bytes counted once; of unfinished uploads what they announced."""
        gone = Q(state=AssetState.FAILED) & ~Q(failure_code__in=CIRCUMSTANCES)
        per_file = self.exclude(gone).order_by().values("store_key").annotate(one=Max("size"))
        return per_file.aggregate(all=Sum("one"))["all"] or 0

    def waiting(self, *, at: datetime) -> Self:
        """Work that nobody holds: never claimed, handed back, or its holder has died."""
        return self.filter(
            Q(lease_until=None) | Q(lease_until__lt=at),
            Q(not_before=None) | Q(not_before__lte=at),
            state__in=UNFINISHED,
        ).order_by("stored_at", "pk")

    def put_off(self, *, at: datetime) -> Self:
        """Work that nobody holds and that waits out a trouble."""
        unheld = Q(lease_until=None) | Q(lease_until__lt=at)
        return self.filter(unheld, not_before__gt=at, state__in=UNFINISHED).order_by("not_before", "pk")

    def in_turn(self) -> Self:
        """Among equals: the organisation that has waited longest, in it the uploader, of hers the oldest file."""
        taken = Asset.objects.exclude(claimed_at=None).order_by("-claimed_at").values("claimed_at")
        ours, hers = (
            taken.filter(organisation=OuterRef("organisation"))[:1],
            taken.filter(organisation=OuterRef("organisation"), uploaded_by=OuterRef("uploaded_by"))[:1],
        )
        return self.annotate(organisation_served=Subquery(ours), uploader_served=Subquery(hers)).order_by(
            F("organisation_served").asc(nulls_first=True),
            F("uploader_served").asc(nulls_first=True),
            "stored_at",
            "pk",
        )

    def expired(self, *, at: datetime) -> Self:
        """Uploads that were not finished in time."""
        return self.filter(state=AssetState.UPLOADING, expires_at__lte=at)


class Asset(models.Model):
    """`size` is what the uploader claims until `received` proves it; durations in milliseconds, sizes in bytes."""

    public_id = PublicIdField()
    store_key = models.CharField(max_length=12, editable=False, db_index=True)
    """Under which name its bytes lie in the store: its own id, or that of an earlier asset with the same bytes."""
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    file_name = models.CharField(max_length=255)
    kind = models.CharField(max_length=8, choices=AssetKind.choices, blank=True, default="")
    state = models.CharField(max_length=12, choices=AssetState.choices, default=AssetState.UPLOADING)
    failure_code = models.CharField(max_length=32, blank=True, default="")
    progress_percent = models.PositiveSmallIntegerField(default=0)
    remaining_seconds = models.PositiveIntegerField(null=True)
    """How long preparing will still take; null while that cannot be told."""
    size = models.BigIntegerField()
    received = models.BigIntegerField(default=0)
    upload_metadata = models.TextField(blank=True, default="")
    """`Upload-Metadata` as the client of tus sent it: it may ask for it again, word for word."""
    sha256 = models.CharField(max_length=64, blank=True, default="", db_index=True)
    awaits_sha256 = models.CharField(max_length=64, blank=True, default="")
    """The digest, while another asset of the same bytes is being prepared."""
    content_type = models.CharField(max_length=100, blank=True, default="")
    duration_ms = models.PositiveIntegerField(null=True)
    facts = models.JSONField(blank=True, default=dict)
    """What the probe found (`Source.as_dict` without its key frames), for questions about a file that looks wrong.
    Of a picture its sides and widths (`media.images.picture.Picture`)."""
    published_level = models.PositiveSmallIntegerField(default=0)
    """0: nothing to play; 1: the source repackaged; 2: the full ladder."""
    edition = models.CharField(max_length=40, blank=True, default="")
    entry_sha256 = models.CharField(max_length=64, blank=True, default="")
    """Of the edition's files beside its renditions, as `media.checksums` adds them up; empty where never measured."""
    posters = models.PositiveSmallIntegerField(default=0)
    """How many frames of the edition stand to choose from."""
    poster = models.PositiveSmallIntegerField(default=0)
    """The one the author chose, from 1; 0 leaves the choice to us."""
    lease_token = models.CharField(max_length=32, blank=True, default="")
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lane = models.CharField(max_length=8, choices=[(lane, lane) for lane in Lane], default=Lane.LOOK)
    """What it waits for, or what is being done."""
    claimed_at = models.DateTimeField(null=True)
    """When it was last taken up; whose turn it is depends on it."""
    not_before = models.DateTimeField(null=True)
    """After a trouble: when it may be taken up again."""
    delay_code = models.CharField(max_length=16, blank=True, default="")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    unused_since = models.DateTimeField(null=True)
    """When the last thing that used it let it go."""
    stored_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = AssetQuerySet.as_manager()

    class Meta:
        indexes = [
            # The sweep asks for unfinished work every minute; finished assets are nearly all of them.
            models.Index(fields=["stored_at"], name="asset_unfinished", condition=Q(state__in=UNFINISHED)),
            # Whose turn it is: the last time anything of this organisation, or of this uploader, was taken up.
            models.Index(fields=["organisation", "-claimed_at"], name="asset_organisation_served"),
            models.Index(fields=["uploaded_by", "organisation", "-claimed_at"], name="asset_uploader_served"),
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
            models.CheckConstraint(name="asset_poster_exists", condition=Q(poster__lte=F("posters"))),
            # Two workers who hash the same bytes at once cannot both begin to prepare them.
            models.UniqueConstraint(
                fields=["sha256"],
                name="asset_prepared_once",
                condition=Q(state__in=UNFINISHED) & ~Q(sha256=""),
            ),
            models.CheckConstraint(name="asset_has_place_in_store", condition=~Q(store_key="")),
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

    def save(self, **how: Any) -> None:
        """A new asset has a place of its own in the store."""
        self.store_key = self.store_key or self.public_id
        super().save(**how)

    @property
    def playable(self) -> bool:
        """Whether there is something to play, be it the first quick edition."""
        return self.published_level > 0

    @property
    def failure_sentence(self) -> str:
        """The reason of a failure in the active language; empty otherwise."""
        return str(SENTENCES[Failure(self.failure_code)]) if self.failure_code else ""

    @property
    def remaining_sentence(self) -> str:
        """How long preparing will still take, in the active language; empty while that cannot be told."""
        return time_left(self.remaining_seconds) if self.state in UNFINISHED else ""

    @property
    def delay_sentence(self) -> str:
        """Why it waits, in the active language; empty when it merely waits for its turn."""
        return str(DELAYS[Delay(self.delay_code)]) if self.delay_code else ""
