"""The kinds of nodes, for the system administrator."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from school.accounts.requests import MemberRequest
from school.errors import Forbidden, NotFound, SchoolError
from school.organisation.acting import Act, act_in_office
from school.organisation.authority import Right
from school.organisation.forms.kinds import KindForm
from school.organisation.forms.tree import ReasonForm
from school.organisation.models import BuiltInKind, Organisation, OrganisationKind
from school.organisation.services.kinds import add_kind, change_kind, delete_kind


@login_required
@require_safe
def kinds(request: MemberRequest) -> HttpResponse:
    """Every kind, what it may lie under, and how many nodes are of it."""
    _may_administer(request)
    of_kind = Organisation.objects.still_open().filter(kind=OuterRef("pk")).order_by().values("kind")
    rows = list(OrganisationKind.objects.annotate(nodes=Subquery(of_kind.annotate(count=Count("pk")).values("count"))))
    words = {kind.code: str(kind.label) for kind in rows}
    shown = [(kind, [words[code] for code in kind.under if code in words]) for kind in rows]
    return render(request, "organisation/tree/kinds.html", {"kinds": shown})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_kind(request: MemberRequest) -> HttpResponse:
    """A kind of the operator's own."""
    _may_administer(request)
    form = KindForm(request.POST or None, kind=None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            add_kind(
                wording=said["wording"],
                under=said["under"],
                holds_members=said["holds_members"],
                act=_act(request, said["reason"]),
            )
        except SchoolError as refusal:
            form.add_error(None, refusal.detail)
        else:
            messages.success(request, _("The kind was added."))
            return redirect("organisation:kinds")
    return render(request, "organisation/tree/kind.html", {"form": form, "title": _("Add a kind")})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_kind(request: MemberRequest, code: str) -> HttpResponse:
    """Its word and its rules."""
    kind = _kind(request, code)
    form = KindForm(request.POST or None, kind=kind)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            change_kind(
                kind=kind,
                wording=said["wording"],
                under=said["under"],
                holds_members=said["holds_members"],
                act=_act(request, said["reason"]),
            )
        except SchoolError as refusal:
            form.add_error(None, refusal.detail)
        else:
            messages.success(request, _("The kind was changed."))
            return redirect("organisation:kinds")
    context = {"form": form, "title": kind.label, "kind": kind, "is_own": kind.code not in BuiltInKind.values}
    return render(request, "organisation/tree/kind.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove_kind(request: MemberRequest, code: str) -> HttpResponse:
    """Say what will happen, then take it away."""
    kind = _kind(request, code)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            delete_kind(kind=kind, act=_act(request, form.cleaned_data["reason"]))
        except SchoolError as refusal:
            form.add_error(None, refusal.detail)
        else:
            messages.success(request, _("The kind was deleted."))
            return redirect("organisation:kinds")
    return render(request, "organisation/tree/remove_kind.html", {"kind": kind, "form": form})


def _may_administer(request: MemberRequest) -> None:
    if not request.authority.has(Right.ADMINISTER_SYSTEM):
        raise Forbidden


def _kind(request: MemberRequest, code: str) -> OrganisationKind:
    _may_administer(request)
    kind = OrganisationKind.objects.filter(pk=code).first()
    if kind is None:
        raise NotFound
    return kind


def _act(request: MemberRequest, reason: str) -> Act:
    right = Right.ADMINISTER_SYSTEM
    path = request.authority.paths(right)[0]
    return act_in_office(
        member=request.user, authority=request.authority, right=right, path=path, at=request.at, reason=reason
    )
