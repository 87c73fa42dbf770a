"""Sending files with a plain form, as browsers without the script do; with it they arrive in pieces (`views.tus`)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from media.api.assets import asset_in_scope
from media.errors import QuotaExceeded, UploadTooLarge
from media.forms.library import UploadForm
from media.models import Asset
from media.permissions import place_of_uploads
from media.services import store_uploaded_file
from media.views.library import show_library
from school.accounts.requests import MemberRequest
from school.organisation.models import Organisation


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def library(request: MemberRequest) -> HttpResponse:
    """The media library, with the place to send files at its top."""
    organisation = place_of_uploads(request.authority, request.GET.get("organisation", ""))
    if request.method != "POST":
        return show_library(request, organisation, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            arrived = _arrived(request, organisation, form)
        except (UploadTooLarge, QuotaExceeded) as refused:
            form.add_error("file", refused.detail)
        else:
            return _on_from(request, arrived)
    return show_library(request, organisation, form)


def _arrived(request: MemberRequest, organisation: Organisation, form: UploadForm) -> list[Asset]:
    if named := form.cleaned_data["asset"]:
        return [asset_in_scope(request, named)]
    return [
        store_uploaded_file(organisation=organisation, member=request.user, file=file, at=request.at)
        for file in form.cleaned_data["file"]
    ]


def _on_from(request: MemberRequest, arrived: list[Asset]) -> HttpResponse:
    if len(arrived) == 1:
        return redirect("media:asset", asset_id=arrived[0].public_id)
    said = ngettext("%(number)d file has arrived.", "%(number)d files have arrived.", len(arrived))
    messages.success(request, said % {"number": len(arrived)})
    return redirect("media:library")
