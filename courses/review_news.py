"""What authors, reviewers and members are told about reviews, plans and corrections."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models import PlannedKind
from courses.models.review_round import level_name
from courses.news import (
    COMMENT_ANSWERED,
    COURSE_APPROVED,
    COURSE_CORRECTED,
    COURSE_RETURNED,
    COURSE_TAKEN_DOWN,
    PLAN_CARRIED_OUT,
    PLAN_FAILED,
    REVIEW_WAITING,
)
from school.notices.kinds import Facts, NoticeKind
from school.notices.timing import ByMail

_AS_AUTHOR = gettext_lazy("You get this because you submitted, published or planned this course.")


def _waiting(facts: Facts) -> str:
    return _("A course waits for you: %(title)s") % facts


def _waiting_for(facts: Facts) -> str:
    level = level_name(facts["level"], facts["levels"])
    return _("It waits for its %(level)s. Please read it within a week.") % {"level": level}


def _approved(facts: Facts) -> str:
    return _("Your course was approved: %(title)s") % facts


def _approved_says(facts: Facts) -> str:
    return facts["text"] or _("You can publish it now.")


def _returned(facts: Facts) -> str:
    return _("Your course came back from review: %(title)s") % facts


def _said(facts: Facts) -> str:
    return str(facts["text"])


def _taken_down(facts: Facts) -> str:
    return _("A course of yours was taken down: %(title)s") % facts


def _why_taken_down(facts: Facts) -> str:
    return _("%(name)s withdrew it. The reason: %(reason)s") % facts


def _answered(facts: Facts) -> str:
    return _("%(name)s answered a comment on “%(title)s”") % facts


def _done(facts: Facts) -> str:
    if facts["plan"] == PlannedKind.WITHDRAW:
        return _("Withdrawn as planned: %(title)s") % facts
    return _("Published as planned: %(title)s") % facts


def _failed(facts: Facts) -> str:
    if facts["plan"] == PlannedKind.WITHDRAW:
        return _("Could not be withdrawn as planned: %(title)s") % facts
    return _("Could not be published as planned: %(title)s") % facts


def _outcome(facts: Facts) -> str:
    return str(facts["outcome"])


def _corrected(facts: Facts) -> str:
    return _("Correction: %(title)s") % facts


def _correction(facts: Facts) -> str:
    return _("Wrong was: %(wrong)s Right is: %(right)s") % facts


def _nothing_more(facts: Facts) -> str:
    return ""


KINDS = (
    NoticeKind(
        code=REVIEW_WAITING,
        label=gettext_lazy("Courses to review"),
        title=_waiting,
        body=_waiting_for,
        why=gettext_lazy("You get this because you hold the office of a reviewer."),
        by_mail=ByMail.DAILY,
    ),
    NoticeKind(
        code=COURSE_APPROVED,
        label=gettext_lazy("Approved courses"),
        title=_approved,
        body=_approved_says,
        why=_AS_AUTHOR,
        by_mail=ByMail.DAILY,
    ),
    NoticeKind(
        code=COURSE_RETURNED,
        label=gettext_lazy("Courses that came back"),
        title=_returned,
        body=_said,
        why=_AS_AUTHOR,
        by_mail=ByMail.DAILY,
    ),
    NoticeKind(
        code=COURSE_TAKEN_DOWN,
        label=gettext_lazy("Courses taken down"),
        title=_taken_down,
        body=_why_taken_down,
        why=_AS_AUTHOR,
        by_mail=ByMail.DAILY,
        essential=True,
    ),
    NoticeKind(
        code=COMMENT_ANSWERED,
        label=gettext_lazy("Answers to comments"),
        title=_answered,
        body=_nothing_more,
        why=gettext_lazy("You get this because you took part in this conversation."),
        by_mail=ByMail.DAILY,
    ),
    NoticeKind(
        code=PLAN_CARRIED_OUT,
        label=gettext_lazy("Plans carried out"),
        title=_done,
        body=_nothing_more,
        why=_AS_AUTHOR,
        by_mail=ByMail.DAILY,
    ),
    NoticeKind(
        code=PLAN_FAILED,
        label=gettext_lazy("Plans that failed"),
        title=_failed,
        body=_outcome,
        why=_AS_AUTHOR,
        by_mail=ByMail.DAILY,
        essential=True,
    ),
    NoticeKind(
        code=COURSE_CORRECTED,
        label=gettext_lazy("Corrections"),
        title=_corrected,
        body=_correction,
        why=gettext_lazy("You get this because you have begun or completed this course."),
        by_mail=ByMail.DAILY,
    ),
)
