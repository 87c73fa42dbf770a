"""Failed tries at one account from one place, counted for a while so that guessing is slowed down (ADR 0015)."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from school.identifiers import PublicIdField


class SignInFailureQuerySet(models.QuerySet["SignInFailure"]):
    def locked(self, *, at: datetime) -> SignInFailureQuerySet:
        """Where a member has to wait now."""
        return self.filter(member__isnull=False, locked_until__gt=at)


class SignInFailure(models.Model):
    """`account` is a digest of the member, or of a name that nobody has, so that both are treated alike.

    `origin` is a network, or a device from which this member has signed in before. A whole network has a row of its own
    with an empty `account`: it counts names sprayed from there.
    """

    public_id = PublicIdField()
    account = models.CharField(max_length=64, blank=True)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="sign_in_failures"
    )
    origin = models.CharField(max_length=80)
    failures = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True, blank=True)
    refusals = models.PositiveIntegerField(default=0)

    objects = SignInFailureQuerySet.as_manager()

    class Meta:
        verbose_name = _("failed sign-ins")
        indexes = (
            models.Index(fields=["last_at"], name="sign_in_failure_age"),
            models.Index(
                fields=["locked_until"], condition=models.Q(locked_until__isnull=False), name="sign_in_failure_locked"
            ),
        )
        constraints = (
            # Two tries that arrive at once must count in one row, or each would have free tries of its own.
            models.UniqueConstraint(name="sign_in_failure_once", fields=["account", "origin"]),
        )

    def __str__(self) -> str:
        return f"{self.account[:8]} @ {self.origin}: {self.failures}"
