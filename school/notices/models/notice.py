"""One line of a member's inbox."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from school.identifiers import PublicIdField
from school.notices.kinds import kind_of
from school.notices.models.notice_mail import NoticeMail

if TYPE_CHECKING:
    from school.organisation.models import Member


class NoticeQuerySet(models.QuerySet["Notice"]):
    def inbox_of(self, member: Member) -> NoticeQuerySet:
        """What this member was told, newest first, without what she cleared away or muted."""
        return self.filter(member=member, cleared_at__isnull=True, muted=False).order_by("-at", "-pk")

    def unread(self) -> NoticeQuerySet:
        return self.filter(unread=True)

    def due_by_mail(self, *, at: datetime) -> NoticeQuerySet:
        """Unread ones whose hour of mailing has come; who has read a notice needs no mail about it."""
        return self.filter(unread=True, mail__isnull=True, mail_at__lte=at)


class Notice(models.Model):
    """`unread` is True or None, never False: so the constraint merges unread ones and leaves those read alone."""

    public_id = PublicIdField()
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    object_kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=40)
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    url = models.CharField(max_length=300, blank=True)
    times = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    unread = models.BooleanField(null=True, default=True)
    read_at = models.DateTimeField(null=True, blank=True)
    cleared_at = models.DateTimeField(null=True, blank=True)
    muted = models.BooleanField(default=False)
    mail_at = models.DateTimeField(null=True, blank=True)
    mail_spends = models.BooleanField(default=False)
    mail = models.ForeignKey(NoticeMail, null=True, blank=True, on_delete=models.SET_NULL, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        indexes = (
            models.Index(fields=["member", "-at"], name="notice_inbox"),
            models.Index(
                fields=["mail_at"],
                condition=Q(unread=True, mail__isnull=True, mail_at__isnull=False),
                name="notice_due",
            ),
        )
        constraints = (
            # What is told again while it is unread is one line that says how often.
            models.UniqueConstraint(
                name="notice_merged", fields=["member", "kind", "object_kind", "object_id", "unread"]
            ),
            models.CheckConstraint(name="notice_unread_true_or_null", condition=~Q(unread=False)),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} → {self.member_id}"

    @property
    def title(self) -> str:
        """In the language in force."""
        return kind_of(self.kind).title(self.facts)

    @property
    def body(self) -> str:
        return kind_of(self.kind).body(self.facts)

    @property
    def why(self) -> str | Promise:
        return kind_of(self.kind).why
