"""The packet of one member: for herself, and for who appraises her branch."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from progress.appraisal.packet import packet_of
from progress.categories import Category
from progress.views.reading_of_others import record_reading
from realtime.models import RegisterEntry, Standing
from realtime.permissions import can_enter
from school.accounts.requests import MemberRequest
from school.errors import Forbidden
from school.organisation.authority import Authority, Right, authority_of
from school.organisation.models import Member

FIRST_YEAR = 2000


@dataclass(frozen=True)
class Attendance:
    """What confirmed registers of the year say: entries with the address of their session, "" for who may not enter."""

    entries: list[tuple[RegisterEntry, str]]
    due: int
    present: int
    excused: int


def _attendance(member: Member, year: int, reader: Authority) -> Attendance:
    entries = list(
        RegisterEntry.objects.filter(
            member__in=member.records(),
            session__confirmed_at__isnull=False,
            session__starts_at__year=year,
        )
        .select_related("session__organisation")
        .order_by("session__starts_at", "pk")
    )
    counts = Counter(entry.standing for entry in entries)
    linked = [(entry, _room(entry, reader)) for entry in entries]
    return Attendance(linked, len(entries), counts[Standing.PRESENT], counts[Standing.EXCUSED])


def _room(entry: RegisterEntry, reader: Authority) -> str:
    return reverse("realtime:room", args=[entry.session.public_id]) if can_enter(reader, entry.session) else ""


def _page(
    request: MemberRequest,
    *,
    member: Member,
    authority: Authority,
    year: int,
    route: str,
    back: tuple[str, str],
    read_as: dict[str, object] | None = None,
) -> HttpResponse:
    today = timezone.localdate(request.at)
    if not FIRST_YEAR <= year <= today.year:
        raise Http404
    packet = packet_of(member=member, authority=authority, year=year, on=today)
    affiliation = member.affiliation_at(request.at)
    return render(
        request,
        "progress/packet.html",
        {
            "member": member,
            "packet": packet,
            "branch": affiliation.organisation if affiliation else "",
            "facts": [(fact, reverse(route, args=[fact.entry.public_id])) for fact in packet.facts],
            "categories": [(Category(c).label, hours) for c, hours in sorted(packet.report.by_category.items())],
            "attendance": _attendance(member, year, request.authority),
            "back_url": back[0],
            "back_label": back[1],
        }
        | (read_as or {}),
    )


@require_safe
@login_required
def own_packet(request: MemberRequest, year: int) -> HttpResponse:
    return _page(
        request,
        member=request.user,
        authority=request.authority,
        year=year,
        route="progress:evidence",
        back=(reverse("progress:year"), _("My year")),
    )


@require_safe
@login_required
def packet(request: MemberRequest, member_id: str, year: int) -> HttpResponse:
    """Of a member whom the reader oversees; 404 for strangers, 403 without the right to appraise, and audited."""
    overseen = Member.objects.overseen_by(request.authority, Right.OVERSEE_MEMBERS)
    member = get_object_or_404(overseen, public_id=member_id)
    if not Member.objects.overseen_by(request.authority, Right.APPRAISE).filter(pk=member.pk).exists():
        raise Forbidden
    read_as = record_reading(request, member=member, action="packet.read", right=Right.APPRAISE)
    return _page(
        request,
        member=member,
        authority=authority_of(member, at=request.at),
        year=year,
        route="progress:desk_evidence",
        back=(reverse("progress:desk"), _("Desk")),
        read_as=read_as,
    )
