"""Work about discussions goes to the nearest office that somebody holds, never to a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone

from school.discussion.models import Post, PostState, Thread
from school.discussion.news import ANSWER_QUESTIONS, LOOK_AT_POST
from school.organisation.acting import Act
from school.organisation.models import Member, Office, Organisation, Role
from school.organisation.services.tasking import close_task, open_task
from school.organisation.tree_paths import prefixes
from school.policies.reading import policy

MODERATING = (Role.MODERATOR, Role.INSTRUCTOR, Role.COMMITTEE_OFFICER)
ANSWERING = (Role.INSTRUCTOR, Role.COMMITTEE_OFFICER)
DAYS_FOR_A_LOOK = 2
POST, QUESTIONS = "post", "questions"


def nearest_office(*, organisation: Organisation, roles: Sequence[Role], on: date) -> tuple[Organisation, Role]:
    """Where the first of these roles is held, at the organisation or the nearest above it; else the first role here."""
    offices = Office.objects.held_on(on).filter(organisation__path__in=prefixes(organisation.path), role__in=roles)
    held = sorted(
        offices.select_related("organisation"),
        key=lambda office: (roles.index(Role(office.role)), -len(office.organisation.path)),
    )
    return (held[0].organisation, Role(held[0].role)) if held else (organisation, roles[0])


def ask_moderators(*, post: Post, at: datetime, reported: bool = False, objected: bool = False) -> None:
    """Open the task of looking at the post; asking again changes nothing while it is open."""
    today = timezone.localdate(at)
    organisation, role = nearest_office(organisation=post.thread.organisation, roles=MODERATING, on=today)
    open_task(
        kind=LOOK_AT_POST,
        subject_kind=POST,
        subject_id=post.public_id,
        organisation=organisation,
        role=role,
        facts={"title": post.thread.title, "reported": reported, "objected": objected},
        due_on=today + timedelta(days=DAYS_FOR_A_LOOK),
        at=at,
    )


def looked_at(*, post: Post, act: Act) -> None:
    """Close the task once nothing about the post waits any more."""
    objecting = post.objected_at is not None and post.state == PostState.HIDDEN
    if post.state != PostState.HELD and not post.open_reports and not objecting:
        close_task(kind=LOOK_AT_POST, subject_kind=POST, subject_id=post.public_id, act=act)


@transaction.atomic
def ask_instructors(*, at: datetime) -> int:
    """One task for each course (or whatever else is talked about) with questions that wait too long; how many."""
    waiting = Thread.objects.unanswered(older_than=at - timedelta(hours=policy("discussion.unanswered_hours")))
    grouped = waiting.order_by("within_id").values("object_kind", "within_id", "organisation")
    groups = list(grouped.annotate(count=Count("pk"), title=Max("within_title")))
    today = timezone.localdate(at)
    places = Organisation.objects.in_bulk({group["organisation"] for group in groups})
    for group in groups:
        organisation, role = nearest_office(organisation=places[group["organisation"]], roles=ANSWERING, on=today)
        open_task(
            kind=ANSWER_QUESTIONS,
            subject_kind=QUESTIONS,
            subject_id=group["within_id"],
            organisation=organisation,
            role=role,
            facts={"title": group["title"], "count": group["count"], "object_kind": group["object_kind"]},
            due_on=today + timedelta(days=DAYS_FOR_A_LOOK),
            at=at,
        )
    return len(groups)


def questions_answered(*, thread: Thread, member: Member, at: datetime) -> None:
    """Close the instructors' task once no question of the whole waits for an answer."""
    if not Thread.objects.unanswered(older_than=at).filter(within_id=thread.within_id).exists():
        close_task(
            kind=ANSWER_QUESTIONS, subject_kind=QUESTIONS, subject_id=thread.within_id, act=Act(member=member, at=at)
        )
