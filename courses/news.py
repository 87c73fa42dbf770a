"""What members are told about courses."""

from __future__ import annotations

from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.notices.kinds import Facts, NoticeKind
from school.notices.timing import ByMail

COURSE_PUBLISHED = "course_published"
COURSE_OPENED = "course_opened"
COURSE_ASSIGNED = "course_assigned"
COURSE_DUE = "course_due"
REVIEW_WAITING = "review_waiting"
COURSE_APPROVED = "course_approved"
COURSE_RETURNED = "course_returned"
COURSE_TAKEN_DOWN = "course_taken_down"
COMMENT_ANSWERED = "review_comment_answered"
PLAN_CARRIED_OUT = "course_plan_done"
PLAN_FAILED = "course_plan_failed"
COURSE_CORRECTED = "course_corrected"


def _title(facts: Facts) -> str:
    if facts["number"] > 1:
        return _("New version of a course: %(title)s") % facts
    return _("New course: %(title)s") % facts


def _body(facts: Facts) -> str:
    if facts["number"] > 1:
        return _("What you have completed stays completed.")
    return _counts(facts)


def _opened(facts: Facts) -> str:
    return _("A course is open to you: %(title)s") % facts


def _counts(facts: Facts) -> str:
    return _("It counts towards your year.") if facts["required"] else _("You may study it whenever you like.")


def _assigned(facts: Facts) -> str:
    if facts["required"]:
        return _("Please study this course: %(title)s") % facts
    return _("A course is recommended to you: %(title)s") % facts


def _due(facts: Facts) -> str:
    return _("Soon due: %(title)s") % facts


def _until(facts: Facts) -> str:
    """By when, and the word of who assigned it; the day itself, since a message is read on any day."""
    said = [str(facts["reason"])] if facts["reason"] else []
    if facts["due_on"]:
        day = formats.date_format(date.fromisoformat(facts["due_on"]), "DATE_FORMAT")
        said.insert(0, _("Please complete it by %(day)s.") % {"day": day})
    return " ".join(said)


_AS_ASKED = gettext_lazy("You get this because an office you belong under assigned the course.")

KINDS = (
    NoticeKind(
        code=COURSE_PUBLISHED,
        label=gettext_lazy("Courses"),
        title=_title,
        body=_body,
        why=gettext_lazy("You get this because the course was published for your branch."),
        by_mail=ByMail.DAILY,
    ),
    NoticeKind(
        code=COURSE_OPENED,
        label=gettext_lazy("Courses opened to me later"),
        title=_opened,
        body=_counts,
        why=gettext_lazy("You get this because you were enrolled by name, or your organisation took the course over."),
        by_mail=ByMail.DAILY,
    ),
    NoticeKind(
        code=COURSE_ASSIGNED,
        label=gettext_lazy("Courses asked of me"),
        title=_assigned,
        body=_until,
        why=_AS_ASKED,
        by_mail=ByMail.DAILY,
    ),
    NoticeKind(
        code=COURSE_DUE,
        label=gettext_lazy("Courses that are soon due"),
        title=_due,
        body=_until,
        why=_AS_ASKED,
        by_mail=ByMail.DAILY,
    ),
)
