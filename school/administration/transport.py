"""How mail leaves this installation, as its environment says; passwords are never shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from school.organisation.models import Member
from school.policies.reading import policy


@dataclass(frozen=True)
class Transport:
    """`leaves` tells whether mail goes out at all; `own_address` is where a test would go."""

    way: str
    rows: tuple[tuple[str, str], ...]
    leaves: bool
    enabled: bool
    own_address: str


def transport(member: Member) -> Transport:
    """What the environment says now."""
    by_smtp = settings.MAIL_TRANSPORT.endswith("smtp.EmailBackend")
    encryption = _("TLS") if settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL else _("none")
    rows = (
        (_("Server"), f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"),
        (_("Encryption"), encryption),
        (_("Account"), settings.EMAIL_HOST_USER or _("none")),
        (_("Password"), _("set, not shown") if settings.EMAIL_HOST_PASSWORD else _("none")),
    )
    return Transport(
        way=_("by a mail server") if by_smtp else _("written to the log of this machine, not sent"),
        rows=((_("Sender"), settings.DEFAULT_FROM_EMAIL), *(rows if by_smtp else ())),
        leaves=by_smtp,
        enabled=policy("mail.enabled"),
        own_address=member.email,
    )
