"""Opening a recording: the moment that a device's clock is held against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from courses.services import visit_lecture
from progress.beat_group import days_of
from progress.coverage import Timeline, to_bytes
from progress.errors import NothingToWatch
from progress.events import CoverageReached
from progress.models import Coverage, LectureCompletion, SpentTime, ViewingSession
from progress.recordings import read_earlier
from progress.services.ruling import rules_in_force
from progress.tickets import ticket_of
from school.events.announcing import announce
from school.organisation.authority import Authority
from school.organisation.models import Member


@dataclass(frozen=True)
class Opened:
    """The session, what the member has of its recording so far, and the percent that is shown at least."""

    session: ViewingSession
    kept: Coverage
    floor: int


@transaction.atomic
def open_viewing_session(
    *, member: Member, authority: Authority, lecture_id: str, sign_in: str, at: datetime
) -> Opened:
    """Start a viewing session at t0 = `at`, with the rows that its beats will lock.

    Raises:
        NotFound, GateClosed: as `courses.services.require_open`.
        NothingToWatch: the lecture has no playable recording.
    """
    shown = visit_lecture(member=member, authority=authority, lecture_id=lecture_id, at=at).shown
    if shown.completion != "coverage" or shown.asset is None or not shown.asset.playable:
        raise NothingToWatch
    held = read_earlier(member.pk, shown)
    seconds = held.carried(shown)
    session = ViewingSession.objects.create(
        member=member,
        lecture=shown.lecture,
        lecture_revision=shown,
        asset=shown.asset,
        carried=to_bytes(seconds, timeline=Timeline(shown.asset.duration_ms or 0)) if seconds else b"",
        rule_version=rules_in_force(on=timezone.localdate(at), path=authority.place),
        sign_in=sign_in,
        opened_at=at,
    )
    SpentTime.objects.bulk_create(
        (SpentTime(member=member, day=day) for day in days_of(ticket_of(session))), ignore_conflicts=True
    )
    kept, _created = Coverage.objects.get_or_create(member=member, asset=shown.asset)
    _complete_if_covered(session, kept)
    return Opened(session=session, kept=kept, floor=held.floor(shown))


def _complete_if_covered(session: ViewingSession, kept: Coverage) -> None:
    """The recording may have been watched already, in another lecture that shows it too."""
    ticket = ticket_of(session)
    if not ticket.is_reached_by(kept.played.bits):
        return
    completed = LectureCompletion.objects.filter(member_id=session.member_id, lecture_id=session.lecture_id)
    if not completed.exists():
        announce(CoverageReached(viewing_session_id=session.pk, at=session.opened_at))
