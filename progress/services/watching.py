"""Completing what has been watched."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from progress.models import Coverage, DecidingFact, LectureCompletion, ViewingSession
from progress.services.completing import complete_lecture
from progress.tickets import ticket_of


@transaction.atomic
def complete_watched(*, member_id: int, asset_id: int, at: datetime) -> list[LectureCompletion]:
    """Complete every lecture that the member has opened and whose required share of this recording is covered."""
    kept = Coverage.objects.get(member_id=member_id, asset_id=asset_id)
    sessions = ViewingSession.objects.filter(member_id=member_id, asset_id=asset_id)
    latest = {
        session.lecture_id: session
        for session in sessions.select_related("asset", "lecture_revision", "rule_version").order_by("opened_at", "pk")
        if ticket_of(session).is_reached_by(kept.played.bits)
    }
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
    ]
