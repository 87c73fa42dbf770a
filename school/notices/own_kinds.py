"""News of the floors below, put into words here because those floors do not know that notices exist."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from school.notices.kinds import Facts, NoticeKind
from school.notices.timing import ByMail
from school.organisation.models import MemberEventKind

NEW_SIGN_IN = "new_sign_in"
RECORD_CHANGED = "record_changed"
TASKS_DUE = "tasks_due"
FACTORS_TAKEN = "factors_taken"
SLIP_ISSUED = "slip_issued"


def _sign_in_title(facts: Facts) -> str:
    return _("Somebody signed in to your account with another browser")


def _sign_in_body(facts: Facts) -> str:
    if not facts["device"]:
        return (
            _("From the network %(network)s. If that was not you, end that sign-in and change your password.") % facts
        )
    return (
        _("%(device)s, from the network %(network)s. If that was not you, end that sign-in and change your password.")
        % facts
    )


def _factors_title(facts: Facts) -> str:
    return _("Your second factors were taken away")


def _factors_body(facts: Facts) -> str:
    return _(
        "The security administrator did it because somebody said that you had lost them. If that was not you, change "
        "your password at once and say so. Please add a new second factor."
    )


def _slip_title(facts: Facts) -> str:
    return _("A one-time slip was issued for your account")


def _slip_body(facts: Facts) -> str:
    if not facts["issuer"]:
        return _("It was printed on the school's server. If you did not ask for it, please tell the school at once.")
    return _("%(issuer)s issued it. If you did not ask for it, please tell the school at once.") % facts


def _record_title(facts: Facts) -> str:
    what = MemberEventKind(facts["what"]).label
    return _("Your record was changed: %(what)s") % {"what": what}


def _record_body(facts: Facts) -> str:
    on = date_format(date.fromisoformat(facts["on"]), "DATE_FORMAT")
    return _("From %(on)s on. If that is wrong, ask for a correction on the page of your record.") % {"on": on}


def _tasks_title(facts: Facts) -> str:
    return ngettext("%(due)s task of your office is due", "%(due)s tasks of your offices are due", facts["due"]) % facts


def _tasks_body(facts: Facts) -> str:
    if facts["overdue"]:
        return ngettext("%(overdue)s of them is late.", "%(overdue)s of them are late.", facts["overdue"]) % facts
    return _("None of them is late yet.")


KINDS = (
    NoticeKind(
        code=TASKS_DUE,
        label=gettext_lazy("Tasks that are due"),
        title=_tasks_title,
        body=_tasks_body,
        why=gettext_lazy("You get this because the tasks are addressed to an office that you hold."),
        by_mail=ByMail.DAILY,
    ),
    NoticeKind(
        code=RECORD_CHANGED,
        label=gettext_lazy("Changes of my record"),
        title=_record_title,
        body=_record_body,
        why=gettext_lazy("You get this because an office that looks after your record changed it."),
        by_mail=ByMail.DAILY,
    ),
    NoticeKind(
        code=NEW_SIGN_IN,
        label=gettext_lazy("Sign-ins with another browser"),
        title=_sign_in_title,
        body=_sign_in_body,
        why=gettext_lazy(
            "You get this because somebody who knows your password used it where you had not signed in before."
        ),
        by_mail=ByMail.AT_ONCE,
        urgent=True,
        essential=True,
    ),
    NoticeKind(
        code=FACTORS_TAKEN,
        label=gettext_lazy("Second factors taken away"),
        title=_factors_title,
        body=_factors_body,
        why=gettext_lazy("You get this because it touches the safety of your account."),
        by_mail=ByMail.AT_ONCE,
        urgent=True,
        essential=True,
    ),
    NoticeKind(
        code=SLIP_ISSUED,
        label=gettext_lazy("One-time slips"),
        title=_slip_title,
        body=_slip_body,
        why=gettext_lazy("You get this because it touches the safety of your account."),
        by_mail=ByMail.NEVER,
        urgent=True,
        essential=True,
    ),
)
