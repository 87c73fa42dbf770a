"""Mail as the institution wants it: its name before the address, its lines below, or none at all.

A mail backend around the one that the environment names, so that every mail obeys, whoever writes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from email.utils import formataddr, parseaddr
from typing import Any

import structlog
from django.conf import settings
from django.core.mail import EmailAlternative, EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.defaultfilters import linebreaks_filter
from django.utils.html import format_html

from school.policies.reading import policy

log = structlog.get_logger(__name__)


class InstitutionMail(BaseEmailBackend):
    """Hands on what `mail.enabled`, `mail.from_name` and `mail.footer` make of each message."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.transport = get_connection(settings.MAIL_TRANSPORT, **options)

    def open(self) -> bool | None:
        return self.transport.open()

    def close(self) -> None:
        self.transport.close()

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many were handed on; none while mail is switched off."""
        if not policy("mail.enabled"):
            log.info("mail is switched off", messages=len(email_messages))
            return 0
        return self.transport.send_messages([_dressed(message) for message in email_messages]) or 0


def _dressed(message: EmailMessage) -> EmailMessage:
    """A copy, so that who sends the same message again does not sign it twice."""
    dressed = copy(message)
    name, address = parseaddr(message.from_email)
    sender = name or " ".join((policy("mail.from_name") or policy("institution.name")).split())
    dressed.from_email = formataddr((sender, address)) if sender else address
    footer = policy("mail.footer")
    if footer:
        dressed.body = f"{str(message.body).rstrip()}\n\n-- \n{footer}\n"
        if isinstance(dressed, EmailMultiAlternatives):
            dressed.alternatives = [
                EmailAlternative(_signed(str(content), footer) if kind == "text/html" else content, kind)
                for content, kind in dressed.alternatives
            ]
    return dressed


def _signed(html: str, footer: str) -> str:
    """The HTML form with the footer before the end of its body."""
    lines = format_html("<hr>{}", linebreaks_filter(footer))
    head, end, tail = html.rpartition("</body>")
    return f"{head}{lines}{end}{tail}" if end else f"{html}{lines}"
