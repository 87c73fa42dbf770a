"""A download of one's own data, made in the background and gone after a day."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from school.identifiers import PublicIdField


class OwnFileState(models.TextChoices):
    WAITING = "waiting", _("being made")
    READY = "ready", _("ready")


class OwnFile(models.Model):
    """`content` is the zip, in the database so that any process reaches it and a deletion leaves nothing behind."""

    public_id = PublicIdField()
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="own_files")
    state = models.CharField(max_length=8, choices=OwnFileState.choices, default=OwnFileState.WAITING)
    language = models.CharField(max_length=10)
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    content = models.BinaryField(null=True)
    size = models.PositiveBigIntegerField(default=0)
    fetched_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("download of one's own data")
        ordering = ("-asked_at", "-pk")
        constraints = (
            # Two taps are one file.
            models.UniqueConstraint(
                name="privacy_own_file_one_waiting", fields=["member"], condition=models.Q(state="waiting")
            ),
        )

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"
