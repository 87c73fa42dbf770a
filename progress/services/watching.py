"""Completing what has been watched, and crediting it when nothing else does any more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from progress.models import Coverage, CreditOutcome, DecidingFact, LectureCompletion, ViewingSession
from progress.services.completing import complete_lecture, credit_completion
from progress.tickets import ticket_of
from quizzes.timelines import unsettled
from school.organisation.models import Member


@transaction.atomic
def complete_watched(*, member_id: int, asset_id: int, at: datetime) -> list[LectureCompletion]:
    """Complete every lecture that the member has opened, whose required share of this recording is covered, and whose
    required questions are settled."""
    return _complete(member_id, ViewingSession.objects.filter(member_id=member_id, asset_id=asset_id), at)


@transaction.atomic
def complete_checked(*, member_id: int, lecture_id: int, at: datetime) -> list[LectureCompletion]:
    """The same for one lecture, after an answer on its timeline: the recording may have been watched before."""
    records = Member.objects.records_of(member_id)
    return _complete(member_id, ViewingSession.objects.filter(member__in=records, lecture_id=lecture_id), at)


@transaction.atomic
def credit_if_studied_alone(*, member_id: int, lecture_id: int, at: datetime) -> bool:
    """Credit a lecture whose register was taken back, if the member has watched, read or passed it too.

    Whether something was credited; nothing earned is lost because it was first earned in another way.
    """
    records = Member.objects.records_of(member_id)
    completion = LectureCompletion.objects.filter(member__in=records, lecture_id=lecture_id).order_by("pk").first()
    if completion is None:
        return False
    if completion.deciding_fact == DecidingFact.REGISTER:
        sessions = ViewingSession.objects.filter(member__in=records, lecture_id=lecture_id)
        if not any(_covered(sessions)) or _checks_left(completion.member_id, lecture_id):
            return False
    return credit_completion(completion=completion, at=at) == CreditOutcome.CREDITED


def _complete(member_id: int, sessions: QuerySet[ViewingSession], at: datetime) -> list[LectureCompletion]:
    latest = {session.lecture_id: session for session in _covered(sessions)}
    return [
        complete_lecture(
            member_id=member_id,
            lecture_id=session.lecture_id,
            lecture_revision_id=session.lecture_revision_id,
            deciding_fact=DecidingFact.COVERAGE,
            deciding_id=session.public_id,
            at=at,
        )
        for session in latest.values()
        if not _checks_left(member_id, session.lecture_id)
    ]


def _checks_left(member_id: int, lecture_id: int) -> frozenset[str]:
    """Required questions of the revision that the person opened last which are not settled yet (decision 0035)."""
    sessions = ViewingSession.objects.filter(
        member__in=Member.objects.records_of(member_id), lecture_id=lecture_id
    ).select_related("lecture_revision", "member")
    shown_last = sessions.order_by("opened_at", "pk").last()
    if shown_last is None:
        return frozenset()
    return unsettled(member=shown_last.member, shown=shown_last.lecture_revision)


def _covered(sessions: QuerySet[ViewingSession]) -> Iterator[ViewingSession]:
    """Those among a member's sessions whose required share is covered, the earliest first."""
    played = {}
    for session in sessions.select_related("asset", "lecture_revision", "rule_version").order_by("opened_at", "pk"):
        key = (session.member_id, session.asset_id)
        if key not in played:
            played[key] = Coverage.objects.get(member_id=key[0], asset_id=key[1]).played.bits
        if ticket_of(session).is_reached_by(played[key]):
            yield session
