"""The member file: what holds today, what held on any day, and how it came about."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from school.accounts.requests import MemberRequest
from school.errors import NotFound
from school.organisation.authority import Right
from school.organisation.models import (
    Category,
    Member,
    MemberAlias,
    MemberEvent,
    Office,
    Organisation,
    Role,
    Stage,
    Status,
)
from school.organisation.names import tails
from school.organisation.people import shared_names
from school.organisation.services.taking_back import can_be_taken_back, newest_of
from school.organisation.timeline import MemberState, replay
from school.organisation.views.people.in_scope import Person, person_on_file
from school.organisation.views.people.wording import line_of, named_in, offices_in_words
from school.privacy.masking import mask_email, mask_phone
from school.privacy.models import LookedAt, LookKind
from school.privacy.services.looking import record_look


@require_safe
@login_required
def person(request: MemberRequest, member_id: str) -> HttpResponse:
    """`?on=` shows the state of that day. The look is noted for the member to read."""
    try:
        found = person_on_file(request, member_id)
    except NotFound:
        kept = Member.objects.filter(duplicates__public_id=member_id).first()
        if kept is None:
            raise
        # Whoever may open the file is led to it; anybody else gets the same 404 as for any id.
        return redirect("organisation:person", person_on_file(request, kept.public_id).member.public_id)
    _note_look(request, found)
    return render(request, "organisation/people/file.html", _context(request, found))


@require_safe
@login_required
def printed(request: MemberRequest, member_id: str) -> HttpResponse:
    """The same file as one sheet of paper."""
    found = person_on_file(request, member_id)
    _note_look(request, found)
    return render(request, "organisation/people/print.html", _context(request, found))


def _context(request: MemberRequest, found: Person) -> dict[str, Any]:
    today = request.authority.on
    may_manage = request.authority.covers(Right.MANAGE_MEMBERS, found.path)
    file = file_of(found.member, on=_asked_day(request, today)) | {"affiliations": found.affiliations}
    latest = newest_of(events=file["events"])
    shared = shared_names([found.member], authority=request.authority, right=Right.OVERSEE_MEMBERS)
    return file | {
        "person": found,
        "member": found.member,
        "tail": tails([found.member], also_elsewhere=shared).get(found.member.number, ""),
        "place": found.place,
        "phone": mask_phone(found.member.phone),
        "email": mask_email(found.member.email),
        "may_manage": may_manage,
        "may_take_back": may_manage and can_be_taken_back(events=latest),
        "today": today,
    }


def file_of(member: Member, *, on: date | None) -> dict[str, Any]:
    """What the file, the printed sheet and the member's own page show alike; five queries at most."""
    records = Member.objects.records_of(member.pk)
    events = list(MemberEvent.objects.filter(member__in=records).select_related("by", "member").order_by("on", "pk"))
    named = named_in(events)
    offices = offices_in_words(events, named)
    lines = [line_of(event, named, offices=offices, own=member) for event in events]
    own = [event for event in events if event.member_id == member.pk]
    joined = MemberAlias.objects.none()
    if len(own) < len(events):
        joined = MemberAlias.objects.filter(canonical=member, ends_on__isnull=True).select_related("alias")
    return {
        "events": own,
        "stages": _stages(member, own),
        "offices": Office.objects.filter(member=member).select_related("organisation").order_by("-starts_on", "-pk"),
        "lines": lines[::-1],
        "duplicates": joined.order_by("starts_on", "pk"),
        "on": on,
        "state": _state_in_words(replay(own, on)) if on else [],
        "is_registered_on": bool(on and replay(own, on).is_registered),
    }


def _asked_day(request: MemberRequest, today: date) -> date | None:
    try:
        asked = parse_date(request.GET.get("on", ""))
    except ValueError:
        return None
    return min(asked, today) if asked else None


def _stages(member: Member, events: list[MemberEvent]) -> list[tuple[str, date | None, bool]]:
    """Each step of development: its word, since when, and whether it is the present one."""
    since: dict[str, date] = {}
    for event in events:
        if event.kind == "stage" and not event.is_undone:
            since[event.payload["stage"]] = event.on
    reached = list(Stage).index(Stage(member.stage))
    return [
        (str(stage.label), since.get(stage) if place <= reached else None, stage == member.stage)
        for place, stage in enumerate(Stage)
    ]


def _state_in_words(state: MemberState) -> list[tuple[str, str]]:
    """Kind of fact and its word; the template labels the kinds."""
    ids = {held.organisation_id for held in state.offices} | {state.organisation_id or 0}
    places = {place.pk: str(place) for place in Organisation.objects.filter(pk__in=ids)}
    held = sorted(f"{Role(office.role).label} · {places[office.organisation_id]}" for office in state.offices)
    return [
        ("name", state.name),
        ("number", state.number),
        ("place", places.get(state.organisation_id or 0, "")),
        ("stage", str(Stage(state.stage).label) if state.stage else ""),
        ("category", str(Category(state.category).label) if state.category else ""),
        ("status", str(Status(state.status).label) if state.status else ""),
        ("offices", "；".join(held)),
    ]


def _note_look(request: MemberRequest, found: Person) -> None:
    """Her own secretary's look leaves a line too: one a day, so that the list stays short."""
    record_look(
        member_ids=[found.member.pk],
        looker=request.user,
        office_id=request.authority.office_for(Right.OVERSEE_MEMBERS, found.path),
        kind=LookKind.FILE,
        what=LookedAt.MEMBER_FILE,
        at=request.at,
    )
