"""The audit, for the audit administrator alone; reading it is audited."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from school.accounts.requests import MemberRequest
from school.administration.audit_rows import audit_rows
from school.administration.audit_search import find_entries
from school.administration.entering import act_of, only_with
from school.administration.forms.audit import AuditSearchForm
from school.administration.rooms import rooms_of
from school.audit.models import AuditEntry
from school.audit.neighbours import neighbourhood
from school.errors import NotFound
from school.organisation.authority import Right
from school.organisation.models import Member
from school.privacy.models import LookedAt, LookKind
from school.privacy.services.looking import record_look


@require_safe
@only_with(Right.READ_AUDIT)
def audit(request: MemberRequest) -> HttpResponse:
    form = AuditSearchForm(request.GET or None)
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    place = request.GET.get("before", "")
    found = find_entries(wanted, place=place) if wanted or not form.errors else None
    if found and not place:
        asked = {name: str(value) for name, value in wanted.items() if value}
        act_of(request, Right.READ_AUDIT).record(
            "audit.searched", subject_kind="audit", subject_id="search", details=asked
        )
    older = request.GET.copy()
    older["before"] = found.older if found else ""
    newest = request.GET.copy()
    newest.pop("before", None)
    return render(
        request,
        "administration/audit.html",
        {
            "rooms": rooms_of(request.authority, "audit"),
            "form": form,
            "rows": audit_rows(found.entries) if found else [],
            "older": older.urlencode() if found and found.older else "",
            "newest": newest.urlencode() if place else "",
            "walking": bool(place),
            "narrowed": bool(wanted and any(wanted.values())),
        },
    )


@require_safe
@only_with(Right.READ_AUDIT)
def entry(request: MemberRequest, audit_id: int) -> HttpResponse:
    found = AuditEntry.objects.filter(pk=audit_id).first()
    if found is None:
        raise NotFound
    near = neighbourhood(found)
    shown = [one for one in (found, near.previous, near.following) if one]
    rows = {row.entry.pk: row for row in audit_rows(shown)}
    act = act_of(request, Right.READ_AUDIT)
    act.record("audit.entry_read", subject_kind="audit_entry", subject_id=str(found.pk))
    if found.subject_kind == "member":
        subject = Member.objects.filter(public_id=found.subject_id).values_list("pk", flat=True)
        record_look(
            member_ids=subject,
            looker=act.member,
            office_id=act.office_id,
            kind=LookKind.FILE,
            what=LookedAt.AUDIT,
            at=act.at,
        )
    return render(
        request,
        "administration/audit_entry.html",
        {
            "rooms": rooms_of(request.authority, "audit"),
            "row": rows[found.pk],
            "previous": rows.get(near.previous.pk) if near.previous else None,
            "following": rows.get(near.following.pk) if near.following else None,
            "holds": near.holds,
        },
    )
