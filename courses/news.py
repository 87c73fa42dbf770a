"""What members are told about courses."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.notices.kinds import Facts, NoticeKind
from school.notices.timing import ByMail

COURSE_PUBLISHED = "course_published"


def _title(facts: Facts) -> str:
    if facts["number"] > 1:
        return _("New version of a course: %(title)s") % facts
    return _("New course: %(title)s") % facts


def _body(facts: Facts) -> str:
    if facts["number"] > 1:
        return _("What you have completed stays completed.")
    return _("It counts towards your year.") if facts["required"] else _("You may study it whenever you like.")


KINDS = (
    NoticeKind(
        code=COURSE_PUBLISHED,
        label=gettext_lazy("Courses"),
        title=_title,
        body=_body,
        why=gettext_lazy("You get this because the course was published for your branch."),
        by_mail=ByMail.DAILY,
    ),
)
