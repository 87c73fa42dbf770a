"""What a reader found wrong with a post."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from school.discussion.models.post import Post


class ReportReason(models.TextChoices):
    RUMOUR = "rumour", _("a rumour, or something untrue")
    SLANDER = "slander", _("it slanders or insults somebody")
    PRIVACY = "privacy", _("it gives away personal details")
    SECRET = "secret", _("it may be confidential")
    ADVERTISING = "advertising", _("advertising or spam")
    OFF_TOPIC = "off_topic", _("it does not belong here")
    OTHER = "other", _("something else")


class ReportState(models.TextChoices):
    OPEN = "open", _("not yet decided")
    UPHELD = "upheld", _("the post was taken away")
    DISMISSED = "dismissed", _("the post stays")


class Report(models.Model):
    """Only moderators see reports; the author never learns who reported."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="reports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("what is wrong"), max_length=12, choices=ReportReason.choices)
    text = models.CharField(_("in your words"), max_length=400, blank=True)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ReportState.choices, default=ReportState.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("report")
        ordering = ("pk",)
        constraints = (
            # One person who presses the button ten times is one report.
            models.UniqueConstraint(name="report_once_open", fields=["post", "by"], condition=Q(state="open")),
        )

    def __str__(self) -> str:
        return f"{self.post_id} {self.reason}"
