"""Planning a session: scheduling, editing, cancelling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from courses.kinds import kind_of
from courses.models import Lecture
from realtime.errors import LectureNotForGroups, PlannedTimeDoesNotFit, SessionTimesOutOfOrder, WrongState
from realtime.kinds import HELD_TOGETHER
from realtime.models import LectureSession, SessionState, StudySession
from realtime.news import tell_planned
from realtime.permissions import act_to_run
from realtime.services.room_log import lock_session
from school.organisation.acting import Act, act_in_office
from school.organisation.authority import Authority, Right
from school.organisation.models import Member, Organisation


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a session is planned to be. `lecture`: studied together in it, if any."""

    title: str
    starts_at: datetime
    ends_at: datetime
    planned_minutes: int
    host: Member
    summary: str = ""
    lecture: Lecture | None = None

    def check(self) -> None:
        """Raise SessionTimesOutOfOrder, PlannedTimeDoesNotFit or LectureNotForGroups."""
        if self.ends_at <= self.starts_at:
            raise SessionTimesOutOfOrder
        if not 1 <= self.planned_minutes <= (self.ends_at - self.starts_at).total_seconds() / 60:
            raise PlannedTimeDoesNotFit
        if self.lecture is not None and kind_of(self.lecture.kind).completion not in HELD_TOGETHER:
            raise LectureNotForGroups(title=self.lecture.title)


@transaction.atomic
def schedule_session(
    *, organisation: Organisation, plan: Plan, by: Member, authority: Authority, at: datetime, office: str = ""
) -> StudySession:
    """Schedule a session for the organisation and everybody below it; `office` is the one she chose, if any.

    Raises:
        Forbidden unless an office to host sessions reaches the organisation; what `Plan.check` raises.
    """
    act = act_in_office(
        member=by, authority=authority, right=Right.HOST_SESSIONS, path=organisation.path, at=at, chosen=office
    )
    plan.check()
    session = StudySession.objects.create(
        organisation=organisation,
        title=plan.title,
        summary=plan.summary,
        starts_at=plan.starts_at,
        ends_at=plan.ends_at,
        planned_minutes=plan.planned_minutes,
        host=plan.host,
        created_by=by,
        created_at=at,
    )
    _link_lecture(session=session, lecture=plan.lecture)
    _record(act, "session.schedule", session)
    tell_planned(session=session, news="scheduled", by_id=by.pk, at=at)
    return session


@transaction.atomic
def edit_session(
    *, session: StudySession, plan: Plan, by: Member, authority: Authority, at: datetime, office: str = ""
) -> StudySession:
    """Change the plan of a session that has not been opened.

    Raises:
        Forbidden, WrongState; what `Plan.check` raises.
    """
    act = act_to_run(session, by=by, authority=authority, at=at, office=office)
    locked = _lock_scheduled(session=session)
    plan.check()
    moved = (locked.starts_at, locked.ends_at) != (plan.starts_at, plan.ends_at)
    locked.title, locked.summary, locked.host = plan.title, plan.summary, plan.host
    locked.starts_at, locked.ends_at, locked.planned_minutes = plan.starts_at, plan.ends_at, plan.planned_minutes
    locked.save(update_fields=["title", "summary", "host", "starts_at", "ends_at", "planned_minutes"])
    _link_lecture(session=locked, lecture=plan.lecture)
    _record(act, "session.change", session)
    if moved:
        tell_planned(session=locked, news="changed", by_id=by.pk, at=at)
    return locked


@transaction.atomic
def cancel_session(
    *, session: StudySession, by: Member, authority: Authority, reason: str, at: datetime, office: str = ""
) -> StudySession:
    """The session will not take place; its page says so. Raises Forbidden, WrongState."""
    act = act_to_run(session, by=by, authority=authority, at=at, office=office, reason=reason)
    locked = _lock_scheduled(session=session)
    locked.state = SessionState.CANCELLED
    locked.save(update_fields=["state"])
    _record(act, "session.cancel", session)
    tell_planned(session=locked, news="cancelled", by_id=by.pk, at=at)
    return locked


def _record(act: Act, action: str, session: StudySession) -> None:
    act.record(
        action,
        subject_kind="study_session",
        subject_id=session.public_id,
        organisation_path=session.organisation.path,
    )


def _lock_scheduled(*, session: StudySession) -> StudySession:
    locked = lock_session(session=session)
    if locked.state != SessionState.SCHEDULED:
        raise WrongState(state=locked.get_state_display())
    return locked


def _link_lecture(*, session: StudySession, lecture: Lecture | None) -> None:
    if lecture is None:
        LectureSession.objects.filter(session=session).delete()
    else:
        LectureSession.objects.update_or_create(session=session, defaults={"lecture": lecture})
