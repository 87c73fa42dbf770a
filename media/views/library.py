"""The media library: every file of the organisations one authors for, and what can be done with one of them."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from courses.models import Lecture
from courses.services.step_files import DRAFT_USE
from media.api.assets import asset_in_scope
from media.captions.searching import cues_saying
from media.errors import AssetInUse, RetryImpossible
from media.forms.library import LibraryFilter, TitleForm, UploadForm
from media.models import Asset, AssetState
from media.quota import quota_of
from media.services import delete_asset, rename_asset
from media.services.retrying import can_retry, retry_asset
from media.views.acting import act_on
from school.accounts.requests import MemberRequest
from school.organisation.acting import choices
from school.organisation.authority import Right
from school.organisation.models import Organisation

PAGE_SIZE = 20


def show_library(request: MemberRequest, organisation: Organisation, form: UploadForm) -> HttpResponse:
    """The list, narrowed and sorted as asked, below the place to send files and what was begun and not finished."""
    narrowing = LibraryFilter(request.GET)
    found = narrowing.narrowed(Asset.objects.authorable_by(request.authority))
    page = Paginator(found.select_related("organisation").counting_uses(), PAGE_SIZE).get_page(request.GET.get("page"))
    quota = quota_of(organisation)
    context = {
        "form": form,
        "organisation": organisation,
        "organisations": _organisations(request),
        "quota": quota,
        "room": quota.words(),
        "unfinished": Asset.objects.begun_by(request.user.pk, at=request.at),
        "narrowing": narrowing,
        "page": page,
        "said": cues_saying([asset.pk for asset in page], narrowing.words) if narrowing.words else [],
        "query": urlencode([(name, value) for name, value in request.GET.items() if name != "page" and value]),
    }
    return render(request, "media/library.html", context, status=422 if form.errors else 200)


def _organisations(request: MemberRequest) -> list[Organisation]:
    """Where the member's offices stand, when there is more than one place to choose from."""
    paths = request.authority.paths(Right.AUTHOR_COURSES)
    return list(Organisation.objects.filter(path__in=paths).order_by("path")) if len(paths) > 1 else []


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def asset_page(request: MemberRequest, asset_id: str) -> HttpResponse:
    """How one file fares, what was made of it and where it is used; a POST gives it another title."""
    asset = asset_in_scope(request, asset_id)
    form = TitleForm(request.POST if request.method == "POST" else None, initial={"title": asset.title})
    if request.method == "POST" and form.is_valid():
        rename_asset(asset=asset, title=form.cleaned_data["title"], act=act_on(request, asset))
        messages.success(request, _("Saved."))
        return redirect("media:asset", asset_id=asset_id)
    uses = list(asset.uses.all())
    drafts = [use.user_id for use in uses if use.user_kind == DRAFT_USE]
    context = {
        "asset": asset,
        "form": form,
        "renditions": asset.renditions.order_by("-kind", "-height", "name"),
        "use_count": len(uses),
        "lectures": Lecture.objects.editable_by(request.authority)
        .filter(public_id__in=drafts)
        .select_related("chapter__course"),
        "candidates": range(1, asset.posters + 1),
        "retry": can_retry(asset=asset, at=request.at),
        "has_original": asset.received == asset.size > 0
        and (asset.state != AssetState.FAILED or can_retry(asset=asset, at=request.at)),
    }
    return render(request, "media/asset.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: MemberRequest, asset_id: str) -> HttpResponse:
    """Say what will happen, then do it. A file that something uses stays."""
    asset = asset_in_scope(request, asset_id)
    if asset.uses.exists():
        messages.error(request, AssetInUse().detail)
        return redirect("media:asset", asset_id=asset_id)
    if request.method == "POST":
        delete_asset(asset=asset, act=act_on(request, asset))
        messages.success(request, _("“%(title)s” has been deleted.") % {"title": asset.title})
        return redirect("media:library")
    grants = request.authority.grants_for(Right.AUTHOR_COURSES, asset.organisation.path)
    return render(request, "media/delete.html", {"asset": asset, "offices": choices(grants)})


@login_required
@require_POST
def retry(request: MemberRequest, asset_id: str) -> HttpResponse:
    """Have a file prepared once more that failed by circumstances."""
    asset = asset_in_scope(request, asset_id)
    try:
        retry_asset(asset=asset, act=act_on(request, asset), at=request.at)
    except RetryImpossible as refused:
        messages.error(request, refused.detail)
    else:
        messages.success(request, _("The file is being prepared once more."))
    return redirect("media:asset", asset_id=asset_id)
