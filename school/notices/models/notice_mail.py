"""A mail about one or several notices."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from school.identifiers import PublicIdField


class MailState(models.TextChoices):
    QUEUED = "queued", _("waiting")
    SENT = "sent", _("sent")
    FAILED = "failed", _("given up")


class NoticeMailQuerySet(models.QuerySet["NoticeMail"]):
    def queued(self) -> NoticeMailQuerySet:
        return self.filter(state=MailState.QUEUED)

    def eligible(self, *, at: datetime) -> NoticeMailQuerySet:
        """Not sent, due to be tried, and held by no living worker."""
        return self.queued().filter(next_try_at__lte=at).order_by("pk")


class NoticeMail(models.Model):
    """Sent by whoever holds the lease (`next_try_at` lies ahead while one tries).

    A worker killed between the post office's yes and our note tries again with the same Message-ID, by which mail
    programs know that it is the same mail.
    """

    public_id = PublicIdField()
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_mails")
    is_digest = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    failure = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=6, choices=MailState.choices, default=MailState.QUEUED)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail about notices")
        indexes = (
            models.Index(fields=["member", "created_at"], name="notice_mail_of_day"),
            models.Index(fields=["next_try_at"], condition=Q(state="queued"), name="notice_mail_waiting"),
        )

    def __str__(self) -> str:
        return f"mail {self.public_id} → {self.member_id}"
