"""Publishing and withdrawing by the clock: planned by an author, carried out once, judged again when its time comes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from courses.errors import NothingPlanned, PlannedTimeInvalid
from courses.invitations import Invitation, invitations
from courses.models import Course, Invited, PlannedAct, PlannedKind, PlannedState
from courses.news import PLAN_CARRIED_OUT
from courses.news import PLAN_FAILED as PLAN_FAILED_NEWS
from courses.permissions import can_edit_course
from courses.services.publishing import publish_course
from courses.services.withdrawing import withdraw_course
from courses.task_kinds import PLAN_FAILED
from school.errors import Forbidden, SchoolError
from school.notices.services.notifying import notify
from school.organisation.acting import Act
from school.organisation.authority import authority_of
from school.organisation.models import Office, Organisation, Role
from school.organisation.services.tasking import close_task, open_task

FURTHEST = timedelta(days=730)

log = structlog.get_logger(__name__)


@transaction.atomic
def plan_publishing(
    *, course: Course, audiences: Sequence[Organisation | Invitation], due_at: datetime, act: Act
) -> PlannedAct:
    """Publish the draft as it will stand then. A publication that was planned before is replaced.

    Raises:
        PlannedTimeInvalid: not in the future, or more than two years ahead.
    """
    invited: list[Invited] = [
        {"organisation": one.organisation.pk, "stage": one.stage, "role": one.role} for one in invitations(audiences)
    ]
    return _plan(course, PlannedKind.PUBLISH, due_at, act, audience=invited)


@transaction.atomic
def plan_withdrawal(*, course: Course, reason: str, due_at: datetime, act: Act) -> PlannedAct:
    """Take the course back then. Raises PlannedTimeInvalid as `plan_publishing`."""
    return _plan(course, PlannedKind.WITHDRAW, due_at, act, reason=reason)


@transaction.atomic
def cancel_plan(*, plan: PlannedAct, act: Act) -> PlannedAct:
    """It is not to happen. Raises NothingPlanned when it has happened already, or was cancelled."""
    cancelled = PlannedAct.objects.waiting().filter(pk=plan.pk).update(state=PlannedState.CANCELLED, ended_at=act.at)
    if not cancelled:
        raise NothingPlanned
    plan.refresh_from_db()
    _record(plan, "course.plan_cancelled", act)
    return plan


def carry_out_due(*, at: datetime) -> int:
    """Do everything whose time has come, each in a transaction of its own; how many were done or found impossible.

    A worker that is killed leaves a plan waiting, and two workers at once find it taken: the state changes in the
    transaction of the act itself.
    """
    due = PlannedAct.objects.due(at=at).values_list("pk", flat=True)
    return sum(_carry_out(plan_id, at=at) for plan_id in list(due))


def _carry_out(plan_id: int, *, at: datetime) -> bool:
    try:
        with transaction.atomic():
            plan = _taken(plan_id, PlannedState.DONE, at=at)
            if plan is None:
                return False
            _do(plan, at=at)
            _tell(plan, PLAN_CARRIED_OUT, at=at)
    except SchoolError as refused:
        return _give_up(plan_id, refused, at=at)
    except Exception:  # one plan that breaks must not keep the others waiting; it is tried again in a minute
        log.exception("planned_act_broke", plan_id=plan_id)
        return False
    return True


def _taken(plan_id: int, state: PlannedState, *, at: datetime) -> PlannedAct | None:
    """The plan, if it still waited and now is ours; its row stays locked until the transaction ends."""
    if not PlannedAct.objects.due(at=at).filter(pk=plan_id).update(state=state, ended_at=at):
        return None
    return PlannedAct.objects.select_related("course__organisation", "member").get(pk=plan_id)


def _do(plan: PlannedAct, *, at: datetime) -> None:
    course, member = plan.course, plan.member
    if not member.is_active or not can_edit_course(authority_of(member, at=at), course):
        raise Forbidden
    if plan.kind == PlannedKind.WITHDRAW:
        withdraw_course(course=course, member=member, reason=plan.reason, at=at, office_id=plan.office_id)
    else:
        publish_course(course=course, member=member, audiences=audience_of(plan=plan), at=at, office_id=plan.office_id)


def audience_of(*, plan: PlannedAct) -> list[Invitation]:
    """Those invited, without organisations that were closed since."""
    places = Organisation.objects.still_open().in_bulk([one["organisation"] for one in plan.audience])
    return [
        Invitation(places[one["organisation"]], stage=one["stage"], role=one["role"])
        for one in plan.audience
        if one["organisation"] in places
    ]


@transaction.atomic
def _give_up(plan_id: int, refused: SchoolError, *, at: datetime) -> bool:
    plan = _taken(plan_id, PlannedState.FAILED, at=at)
    if plan is None:
        return False
    with translation.override(plan.member.language or None):
        problems = refused.facts.get("problems")
        plan.outcome = "\n".join([refused.detail, *(problems if isinstance(problems, list) else [])])
    plan.save(update_fields=["outcome"])
    office = Office.objects.filter(pk=plan.office_id or 0).select_related("organisation").first()
    open_task(
        kind=PLAN_FAILED,
        subject_kind="course",
        subject_id=plan.course.public_id,
        organisation=office.organisation if office else plan.course.organisation,
        role=office.role if office else Role.INSTRUCTOR,
        facts={"title": plan.course.title},
        due_on=timezone.localdate(at),
        at=at,
    )
    _tell(plan, PLAN_FAILED_NEWS, at=at)
    log.info("planned_act_failed", plan=plan.public_id, code=refused.code)
    return True


def _plan(
    course: Course,
    kind: PlannedKind,
    due_at: datetime,
    act: Act,
    *,
    audience: list[Invited] | None = None,
    reason: str = "",
) -> PlannedAct:
    if not act.at < due_at <= act.at + FURTHEST or act.member is None:
        raise PlannedTimeInvalid
    Course.objects.select_for_update().get(pk=course.pk)
    course.planned_acts.waiting().filter(kind=kind).update(state=PlannedState.CANCELLED, ended_at=act.at)
    plan = PlannedAct.objects.create(
        course=course,
        kind=kind,
        due_at=due_at,
        audience=audience or [],
        reason=reason,
        member=act.member,
        office_id=act.office_id,
        planned_at=act.at,
    )
    close_task(kind=PLAN_FAILED, subject_kind="course", subject_id=course.public_id, act=act)
    _record(plan, "course.planned", act)
    return plan


def _record(plan: PlannedAct, action: str, act: Act) -> None:
    act.record(
        action,
        subject_kind="course",
        subject_id=plan.course.public_id,
        organisation_path=plan.course.organisation.path,
        details={"plan": plan.kind, "due": timezone.localtime(plan.due_at).isoformat()},
    )


def _tell(plan: PlannedAct, kind: str, *, at: datetime) -> None:
    notify(
        kind=kind,
        object_kind="planned_act",
        object_id=plan.public_id,
        facts={"title": plan.course.title, "plan": plan.kind, "outcome": plan.outcome},
        url=reverse("courses:schedule", args=[plan.course.public_id]),
        member_ids=[plan.member_id],
        at=at,
    )
