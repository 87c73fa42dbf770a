"""Opening a recording, asking what is covered, reporting what was read."""

from __future__ import annotations

import math
from datetime import datetime
from fractions import Fraction
from typing import cast

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from ninja import Router, Status

from courses.models import LectureRevision
from progress.api.schemas import (
    CoverageAnswer,
    LectureCoverage,
    OpenViewing,
    ReachSections,
    ReadingAnswer,
    ViewingAnswer,
)
from progress.errors import NothingToWatch
from progress.models import LectureCompletion
from progress.reading import seconds_of, watched
from progress.services.opening import Opened, open_viewing_session
from progress.services.reading_on import reach_sections
from progress.tickets import issue, ticket_of
from school.accounts.authentication import signed_in
from school.accounts.requests import MemberRequest
from school.errors import NotFound, Unauthenticated

router = Router(tags=["progress"], auth=signed_in)


@router.post("/viewing-sessions", response={201: ViewingAnswer}, summary="Open a recording to watch")
def open_viewing(request: HttpRequest, body: OpenViewing) -> Status[ViewingAnswer]:
    """Beats are bound to the sign-in of a browser, so a personal key alone cannot open a viewing session."""
    asked = cast("MemberRequest", request)
    if not asked.session.session_key:
        raise Unauthenticated
    opened = open_viewing_session(
        member=asked.user,
        authority=asked.authority,
        lecture_id=body.lecture_id,
        sign_in=asked.session.session_key,
        at=asked.at,
    )
    return Status(201, _viewing(opened, body.lecture_id))


@router.get("/lectures/{lecture_id}/coverage", response=LectureCoverage, summary="What is covered of a recording")
def get_coverage(request: HttpRequest, lecture_id: str) -> LectureCoverage:
    """The member's own seconds; nobody else is ever told them."""
    asked = cast("MemberRequest", request)
    completed = LectureCompletion.objects.filter(
        member__in=asked.authority.records, lecture=OuterRef("lecture")
    ).order_by("completed_at")
    shown = (
        LectureRevision.objects.visible_to(asked.authority)
        .filter(lecture__public_id=lecture_id)
        .select_related("asset")
        .annotate(completed_at=Subquery(completed.values("completed_at")[:1]))
        .first()
    )
    if shown is None:
        raise NotFound
    seen = seconds_of(asked.user.pk, shown)
    if seen is None:
        raise NothingToWatch
    completed_at: datetime | None = vars(shown)["completed_at"]
    return LectureCoverage(
        lecture_id=lecture_id,
        covered=list(seen.covered),
        missing=list(seen.missing),
        percent=seen.percent,
        complete=completed_at is not None,
        resume_ms=seen.resume_ms,
        completed_at=completed_at,
    )


@router.post("/lectures/{lecture_id}/sections", response=ReadingAnswer, summary="Report sections that were reached")
def report_sections(request: HttpRequest, lecture_id: str, body: ReachSections) -> ReadingAnswer:
    """Idempotent: a section counts from the first report on."""
    asked = cast("MemberRequest", request)
    standing = reach_sections(
        member=asked.user, authority=asked.authority, lecture_id=lecture_id, sections=body.sections, at=asked.at
    )
    return ReadingAnswer(
        complete=standing.complete,
        missing=list(standing.missing),
        wait_seconds=math.ceil(standing.wait.total_seconds()),
    )


def _viewing(opened: Opened, lecture_id: str) -> ViewingAnswer:
    session, kept = opened.session, opened.kept
    ticket = ticket_of(session, floor=opened.floor)
    seen = watched(
        kept.played.bits | ticket.carried_bits,
        kept.resume_ms,
        required=ticket.required,
        share=ticket.threshold,
        floor=ticket.floor,
    )
    return ViewingAnswer(
        token=issue(ticket),
        t0=session.opened_at,
        lecture_id=lecture_id,
        duration_ms=ticket.duration_ms,
        rate_cap=float(Fraction(*ticket.rate_cap)),
        resume_ms=seen.resume_ms,
        coverage=CoverageAnswer.of(seen),
    )
