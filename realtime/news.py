"""What members are told about study sessions, and how it is put into words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from realtime.models import Standing, StudySession
from school.notices.kinds import Facts, NoticeKind
from school.notices.services.notifying import notify
from school.notices.timing import ByMail

SESSION_PLANNED = "session_planned"
ATTENDANCE_RECORDED = "attendance_recorded"


def tell_planned(*, session: StudySession, news: str, by_id: int, at: datetime) -> None:
    """`news` is "scheduled", "changed" or "cancelled"; told again while unread, only the last one stands."""
    notify(
        kind=SESSION_PLANNED,
        object_kind="study_session",
        object_id=session.public_id,
        facts={"news": news, "title": session.title, "starts_at": session.starts_at.isoformat()},
        url=_url(session),
        within=[session.organisation.path],
        except_ids=[by_id],
        at=at,
    )


def tell_attendance(*, session: StudySession, standings: Mapping[int, str], at: datetime) -> None:
    """Each member (key → new standing) learns what the register says of her."""
    for standing in sorted(set(standings.values())):
        notify(
            kind=ATTENDANCE_RECORDED,
            object_kind="study_session",
            object_id=session.public_id,
            facts={"title": session.title, "standing": standing},
            url=_url(session),
            member_ids=[member_id for member_id, stands in standings.items() if stands == standing],
            at=at,
        )


def _url(session: StudySession) -> str:
    return reverse("realtime:room", args=[session.public_id])


def _planned_title(facts: Facts) -> str:
    sentences = {
        "scheduled": _("Session: %(title)s"),
        "changed": _("Session changed: %(title)s"),
        "cancelled": _("Session cancelled: %(title)s"),
    }
    return sentences[facts["news"]] % facts


def _planned_body(facts: Facts) -> str:
    if facts["news"] == "cancelled":
        return _("It will not take place. You need not do anything.")
    begins = timezone.localtime(datetime.fromisoformat(facts["starts_at"]))
    return _("It begins on %(when)s.") % {"when": date_format(begins, "DATETIME_FORMAT")}


def _attendance_title(facts: Facts) -> str:
    return _("Register confirmed: %(title)s") % facts


def _attendance_body(facts: Facts) -> str:
    return _("The register says of you: %(standing)s. If that is wrong, tell your branch secretary.") % {
        "standing": Standing(facts["standing"]).label
    }


KINDS = (
    NoticeKind(
        code=SESSION_PLANNED,
        label=gettext_lazy("Sessions"),
        title=_planned_title,
        body=_planned_body,
        why=gettext_lazy("You get this because the session is held for your branch."),
        by_mail=ByMail.AT_ONCE,
    ),
    NoticeKind(
        code=ATTENDANCE_RECORDED,
        label=gettext_lazy("Attendance"),
        title=_attendance_title,
        body=_attendance_body,
        why=gettext_lazy("You get this because your branch secretary confirmed the register of a session."),
        by_mail=ByMail.NEVER,
    ),
)
