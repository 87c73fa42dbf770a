"""Attempts that matter although they failed: who was refused at the administration, at exports, at hidden data."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest

from school.audit.recording import record
from school.organisation.models import Member

WATCHED_ROOMS = ("administration", "administering", "importing")
WATCHED_PAGES = (
    "privacy:all_exports",
    "privacy:erasures",
    "privacy:erase",
    "organisation:person_show",
    "progress:desk_export",
    "progress:desk_course_export",
)
# One entry a minute and place tells as much as a thousand, and cannot fill the disk.
QUIET_SECONDS = 60


def note_refusal(request: HttpRequest) -> None:
    """Record that this member was refused here, if the place is watched."""
    match, member = request.resolver_match, request.user
    if match is None or not isinstance(member, Member):
        return
    place = match.view_name
    if match.namespace not in WATCHED_ROOMS and place not in WATCHED_PAGES:
        return
    if cache.add(f"refused:{member.pk}:{place}", 1, QUIET_SECONDS):
        record(
            actor=member,
            action="access.refused",
            subject_kind="page",
            subject_id=place[:40],
            outcome="refused",
            at=request.at,  # type: ignore[attr-defined]  # set by the authority middleware
            details={"method": request.method},
        )
