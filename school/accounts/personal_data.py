"""What the accounts keep about people, third-party tables included."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from school.privacy.registry import Erasure, PersonalData, Retention, acts_on
from school.privacy.rows import rows_of

_SECRET = _("It is a secret that only the system may know, and of use to a thief.")
_ENDED = _("Deleted within an hour after the sign-in has ended.")
_FORGOTTEN = _("Deleted as soon as they make nobody wait any more.")
_WHY_SIGN_IN = _("To let you in, and nobody else.")


def _sessions(member_id: int) -> Q:
    return Q(session_key__in=UserSession.objects.filter(user_id=member_id).values("session_key"))


PERSONAL_DATA = (
    PersonalData(
        model="usersessions.UserSession",
        fields=("user",),
        title=_("My sign-ins"),
        why_kept=_("So that you can see on which devices you are signed in, and sign out there."),
        rows=rows_of(
            "usersessions.UserSession",
            "user",
            ("created_at", _("When")),
            ("last_seen_at", _("Last used")),
            ("ip", _("Network address")),
            ("user_agent", _("Device")),
        ),
        retention=Retention.by("school.accounts.tasks.forget_ended_sign_ins", _ENDED),
        erasure=Erasure.delete(),
    ),
    PersonalData(
        model="mfa.Authenticator",
        fields=("user",),
        title=_("My second factors"),
        why_kept=_WHY_SIGN_IN,
        rows=rows_of(
            "mfa.Authenticator",
            "user",
            ("type", _("Kind")),
            ("created_at", _("When")),
            ("last_used_at", _("Last used")),
        ),
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.delete(),
    ),
    PersonalData(
        model="account.EmailConfirmation",
        fields=(),
        whose=lambda member_id: Q(email_address__user=member_id),
        title=_("Links that confirm an address"),
        exported=False,
        why_not=_SECRET,
        retention=Retention.days("retention.account_mail_days", "created"),
        erasure=Erasure.delete(),
    ),
    PersonalData(
        model="account.EmailAddress",
        fields=("user",),
        title=_("E-mail addresses of my account"),
        why_kept=_("To reach you."),
        rows=rows_of("account.EmailAddress", "user", ("email", _("E-mail")), ("verified", _("Confirmed"))),
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.delete(),
    ),
    PersonalData(
        model="accounts.ApiToken",
        fields=("member",),
        title=_("My API keys"),
        why_kept=_("Programs of yours sign in with them."),
        rows=rows_of(
            "accounts.ApiToken",
            "member",
            ("title", _("Title")),
            ("created_at", _("When")),
            ("expires_at", _("Expires")),
            ("revoked_at", _("Revoked")),
        ),
        retention=Retention.days("retention.keys_days", "expires_at"),
        erasure=Erasure.delete(),
    ),
    PersonalData(
        model="accounts.SignInFailure",
        fields=("member",),
        title=_("Failed sign-ins on my account"),
        why_kept=_("Whoever guesses passwords is made to wait."),
        rows=rows_of(
            "accounts.SignInFailure",
            "member",
            ("first_at", _("First")),
            ("last_at", _("Last")),
            ("failures", _("How often")),
            ("origin", _("Network")),
        ),
        retention=Retention.by("school.accounts.tasks.forget_failures", _FORGOTTEN),
        erasure=Erasure.delete(),
    ),
    PersonalData(
        model="accounts.PasswordHistory",
        fields=("member",),
        title=_("Digests of my former passwords"),
        why_kept=_("A new password must not be an old one."),
        exported=False,
        why_not=_SECRET,
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.delete(),
    ),
    PersonalData(
        model="accounts.PurposeAcknowledgement",
        fields=("member",),
        title=_("When I read the notice about my data"),
        why_kept=_("So that the notice is shown once, and again when it changes."),
        rows=rows_of(
            "accounts.PurposeAcknowledgement", "member", ("version", _("Edition of the notice")), ("at", _("When"))
        ),
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.delete(),
    ),
    PersonalData(
        model="accounts.AccountMail",
        fields=("member",),
        title=_("Mail about my account"),
        why_kept=_("So that a mail that could not be sent is tried again."),
        rows=rows_of(
            "accounts.AccountMail", "member", ("kind", _("What")), ("created_at", _("When")), ("sent_at", _("Sent"))
        ),
        retention=Retention.days("retention.account_mail_days", "created_at"),
        erasure=Erasure.delete(),
    ),
    PersonalData(
        model="accounts.Invitation",
        fields=("member",),
        title=_("My invitations"),
        why_kept=_("An invitation opens an account once."),
        rows=rows_of(
            "accounts.Invitation",
            "member",
            ("invited_at", _("When")),
            ("expires_at", _("Expires")),
            ("accepted_at", _("Taken up")),
            ("revoked_at", _("Revoked")),
        ),
        retention=Retention.days("retention.account_mail_days", "expires_at"),
        erasure=Erasure.delete(),
    ),
    acts_on("accounts.InvitationBatch", "made_by", title=_("Invitations that I made")),
    PersonalData(
        model="accounts.RecoverySlip",
        fields=("member",),
        title=_("One-time slips for my account"),
        why_kept=_("A forgotten password can be replaced with the help of your branch."),
        rows=rows_of(
            "accounts.RecoverySlip",
            "member",
            ("issued_at", _("When")),
            ("used_at", _("Used")),
            ("reason", _("Reason")),
        ),
        retention=Retention.days("retention.account_mail_days", "expires_at"),
        erasure=Erasure.delete(),
    ),
    acts_on("accounts.RecoverySlip", "issued_by", title=_("One-time slips that I issued")),
    # Erased before what its condition asks: an erasure walks from the end.
    PersonalData(
        model="sessions.Session",
        fields=(),
        whose=_sessions,
        title=_("Open sign-ins"),
        why_kept=_WHY_SIGN_IN,
        exported=False,
        why_not=_SECRET,
        retention=Retention.by("school.accounts.tasks.forget_ended_sign_ins", _ENDED),
        erasure=Erasure.delete(),
    ),
)
