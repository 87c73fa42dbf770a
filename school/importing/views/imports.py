"""The list of imports and the first step of a new one."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from school.accounts.requests import MemberRequest
from school.errors import SchoolError
from school.importing.forms.importing import StartForm
from school.importing.models import BatchKind, ImportBatch
from school.importing.models.import_batch import RIGHT_OF_KIND
from school.importing.permissions import kinds_to_import
from school.importing.services.starting import start_import
from school.importing.views.handling import require_importer
from school.organisation.acting import Act, act_in_office, choices
from school.organisation.authority import Authority, Grant
from school.organisation.models import Organisation

PAGE_SIZE = 20
SORTS = {"newest": ("-created_at", "-pk"), "oldest": ("created_at", "pk"), "name": ("file_name", "-pk")}


@require_safe
@login_required
def imports(request: MemberRequest) -> HttpResponse:
    """All imports within reach, the newest first."""
    require_importer(request)
    wanted, kind = request.GET.get("q", "").strip()[:60], request.GET.get("kind", "")
    sort = request.GET.get("sort", "")
    batches = ImportBatch.objects.handled_by(request.authority).select_related("by", "organisation")
    if wanted:
        batches = batches.filter(file_name__icontains=wanted)
    if kind in BatchKind.values:
        batches = batches.filter(kind=kind)
    page = Paginator(batches.order_by(*SORTS.get(sort, SORTS["newest"])), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "importing/imports.html",
        {
            "page": page,
            "search": wanted,
            "kind": kind,
            "sort": sort if sort in SORTS else "newest",
            "kinds": [(code, BatchKind(code).label) for code in kinds_to_import(request.authority)],
            "narrowed": bool(wanted or kind),
            "query": urlencode({"q": wanted, "kind": kind, "sort": sort}),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_import(request: MemberRequest) -> HttpResponse:
    """Step one: the file."""
    require_importer(request)
    authority = request.authority
    form = StartForm(
        request.POST or None,
        request.FILES or None,
        authority=authority,
        initial={"kind": request.GET.get("kind", BatchKind.MEMBERS)},
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        act = _act(request, said["kind"], said["place"], said["reason"])
        try:
            batch = start_import(
                kind=said["kind"],
                organisation=said["place"],
                file_name=said["file"].name,
                chunks=said["file"].chunks(),
                act=act,
            )
        except SchoolError as unfit:
            form.add_error("file", unfit.detail)
        else:
            return redirect("importing:columns", batch.public_id)
    status = 422 if request.method == "POST" else 200
    facts = {"form": form, "offices": choices(_importing_offices(authority)), "kinds": kinds_to_import(authority)}
    return render(request, "importing/new.html", facts, status=status)


def _act(request: MemberRequest, kind: str, place: Organisation, reason: str) -> Act:
    """Raises Forbidden when the chosen office may not import sheets of this kind there."""
    return act_in_office(
        member=request.user,
        authority=request.authority,
        right=RIGHT_OF_KIND[kind],
        path=place.path,
        at=request.at,
        chosen=request.POST.get("office", ""),
        reason=reason,
    )


def _importing_offices(authority: Authority) -> list[Grant]:
    """Each office once, whichever kinds of sheet it may import."""
    grants = {
        grant.office_id: grant
        for right in RIGHT_OF_KIND.values()
        for path in authority.paths(right)
        for grant in authority.grants_for(right, path)
    }
    return list(grants.values())
