"""What members are told about their hours."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.notices.kinds import Facts, NoticeKind
from school.notices.timing import ByMail

HOURS_TAKEN_BACK = "hours_taken_back"


def _title(facts: Facts) -> str:
    return _("Hours taken back: %(title)s") % facts


def _body(facts: Facts) -> str:
    return _("%(hours)s hours no longer count. The reason given: %(reason)s") % facts


KINDS = (
    NoticeKind(
        code=HOURS_TAKEN_BACK,
        label=gettext_lazy("Corrections of my hours"),
        title=_title,
        body=_body,
        why=gettext_lazy("You get this because an entry in your year was corrected."),
        by_mail=ByMail.AT_ONCE,
        essential=True,
    ),
)
