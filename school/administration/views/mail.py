"""A test mail to oneself, with what the mail server really answered."""

from __future__ import annotations

import smtplib

from django.contrib import messages
from django.core.cache import cache
from django.core.mail import send_mail
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from school.accounts.requests import MemberRequest
from school.administration.entering import act_of, only_with
from school.administration.transport import transport
from school.errors import TooMany
from school.organisation.authority import Right

SECONDS_BETWEEN_TESTS = 20
LONGEST_ANSWER = 300


@require_POST
@only_with(Right.ADMINISTER_SYSTEM)
def test_mail(request: MemberRequest) -> HttpResponse:
    if not cache.add(f"administration:test-mail:{request.user.pk}", 1, SECONDS_BETWEEN_TESTS):
        raise TooMany
    outcome, sentence = _sent_to(request)
    act_of(request, Right.ADMINISTER_SYSTEM).record(
        "mail.tested", subject_kind="member", subject_id=request.user.public_id, outcome=outcome
    )
    (messages.success if outcome == "done" else messages.warning)(request, sentence)
    return redirect("administration:group", "mail")


def _sent_to(request: MemberRequest) -> tuple[str, str]:
    """The outcome for the audit, and the sentence for the administrator."""
    way = transport(request.user)
    if not way.own_address:
        return "refused", _("You have no mail address on record, so no test was sent.")
    try:
        sent = send_mail(
            _("A test mail"), _("This mail was sent as a test from the administration pages."), None, [way.own_address]
        )
    except (smtplib.SMTPException, OSError) as error:
        answer = str(error)[:LONGEST_ANSWER]
        return "failed", _("The mail server did not take the test mail. It answered: %(answer)s") % {"answer": answer}
    if not sent:
        return "refused", _("Sending mail is switched off, so no test was sent.")
    if not way.leaves:
        return "done", _(
            "The test mail was written to the log of this machine. No mail server is set up, so nothing left."
        )
    return "done", _("The mail server took the test mail. Please look whether it arrives.")
