"""An invitation to begin: whose account, until when, and whether it was taken up."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from school.identifiers import PublicIdField
from school.organisation.models import Member

if TYPE_CHECKING:
    from school.organisation.authority import Authority


class InvitationState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    ACCEPTED = "accepted", _("accepted")
    EXPIRED = "expired", _("expired")
    REVOKED = "revoked", _("revoked")


class InvitationBatch(models.Model):
    """Invitations made in one act; its public id comes from the form, so that sending it twice makes one batch."""

    public_id = PublicIdField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    office_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("batch of invitations")

    def __str__(self) -> str:
        return self.public_id


def _is(state: str, at: datetime) -> Q:
    untouched = Q(accepted_at__isnull=True, revoked_at__isnull=True)
    match state:
        case InvitationState.WAITING:
            return untouched & Q(expires_at__gt=at)
        case InvitationState.EXPIRED:
            return untouched & Q(expires_at__lte=at)
        case InvitationState.ACCEPTED:
            return Q(accepted_at__isnull=False)
        case _:
            return Q(accepted_at__isnull=True, revoked_at__isnull=False)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> InvitationQuerySet:
        """Neither taken up nor revoked; it may have expired."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True)

    def waiting(self, *, at: datetime) -> InvitationQuerySet:
        """Can be taken up now."""
        return self.in_state(InvitationState.WAITING, at=at)

    def in_state(self, state: str, *, at: datetime) -> InvitationQuerySet:
        """The twin of `Invitation.state_at`."""
        return self.filter(_is(state, at))

    def counts(self, *, at: datetime) -> dict[str, int]:
        """How many are in each state, in one query."""
        return self.aggregate(**{state: Count("pk", filter=_is(state, at)) for state in InvitationState.values})

    def invited_within(self, authority: Authority) -> InvitationQuerySet:
        """Invitations of members whom this authority may invite today."""
        from school.organisation.authority import Right  # noqa: PLC0415 - authority imports the models

        return self.filter(member__in=Member.objects.overseen_by(authority, Right.INVITE))

    def matching(self, text: str) -> InvitationQuerySet:
        """By part of the member's name or number."""
        return self.filter(Q(member__name__icontains=text) | Q(member__number__icontains=text)) if text else self


class Invitation(models.Model):
    """One use. The code is known only by its keyed digest; a link is signed and needs no secret of its own."""

    public_id = PublicIdField()
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations")
    batch = models.ForeignKey(InvitationBatch, on_delete=models.PROTECT, related_name="invitations")
    code_digest = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-invited_at", "-pk")
        constraints = (
            # Two secretaries who invite the same person at once: only one code may open the account.
            models.UniqueConstraint(
                name="invitation_one_open",
                fields=["member"],
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.member_id} until {self.expires_at:%Y-%m-%d}"

    def state_at(self, at: datetime) -> InvitationState:
        """The twin of `InvitationQuerySet.in_state`."""
        if self.accepted_at is not None:
            return InvitationState.ACCEPTED
        if self.revoked_at is not None:
            return InvitationState.REVOKED
        return InvitationState.WAITING if self.expires_at > at else InvitationState.EXPIRED
