"""Mail about one's account that is still to be sent, or was: the row is the truth, a queue only carries hints."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AccountMailKind(models.TextChoices):
    INVITATION = "invitation", _("invitation")
    RESET = "reset", _("link for a new password")
    SLIP_ISSUED = "slip_issued", _("a one-time slip was issued")
    PASSWORD_CHANGED = "password_changed", _("the password was changed")
    ADDRESS_CHANGED = "address_changed", _("the address was changed")


class AccountMailQuerySet(models.QuerySet["AccountMail"]):
    def waiting(self) -> AccountMailQuerySet:
        """Not sent yet and not given up."""
        return self.filter(sent_at__isnull=True, given_up_at__isnull=True)

    def due(self, *, at: datetime) -> AccountMailQuerySet:
        return self.waiting().filter(next_try_at__lte=at).order_by("next_try_at", "pk")


class AccountMail(models.Model):
    """`subject_id` names what it is about; links are made when it is sent, so no secret lies in a row or a queue.

    It goes to the member's address; only that of a change of address goes to the `FormerAddress` it is about.
    """

    kind = models.CharField(max_length=20, choices=AccountMailKind.choices)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="account_mails")
    subject_id = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)

    objects = AccountMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail about an account")
        indexes = (
            models.Index(
                fields=["next_try_at"],
                condition=models.Q(sent_at__isnull=True, given_up_at__isnull=True),
                name="account_mail_due",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.member_id}"
