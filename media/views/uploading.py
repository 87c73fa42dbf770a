"""The upload page: resumable with the script, a plain form without it."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from media.api.assets import asset_in_scope
from media.errors import MayNotUpload
from media.models import Asset
from media.services import store_uploaded_file
from school.accounts.requests import MemberRequest
from school.errors import SchoolError
from school.organisation.authority import Right
from school.organisation.models import Organisation

SHOWN = 20


class UploadForm(forms.Form):
    """One file, and the organisation it is for."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), to_field_name="public_id", empty_label=None
    )
    file = forms.FileField(label=_("Video or sound file"), widget=forms.FileInput(attrs={"accept": "video/*,audio/*"}))

    def __init__(self, *args: Any, places: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].queryset = places  # type: ignore[attr-defined]  # a ModelChoiceField


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload_page(request: MemberRequest) -> HttpResponse:
    """Choose a file; below, how the latest ones fare."""
    paths = request.authority.paths(Right.AUTHOR_COURSES)
    if not paths:
        raise MayNotUpload
    places = Organisation.objects.within(*paths).order_by("path")
    form = UploadForm(request.POST or None, request.FILES or None, places=places)
    if request.method == "POST" and form.is_valid():
        try:
            asset = store_uploaded_file(
                organisation=form.cleaned_data["organisation"],
                member=request.user,
                file=form.cleaned_data["file"],
                at=request.at,
            )
        except SchoolError as refused:
            form.add_error("file", refused.detail)
        else:
            return redirect("media:asset", asset_id=asset.public_id)
    latest = Asset.objects.uploading_by(request.user.pk).order_by("-created_at")[:SHOWN]
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "media/upload.html", {"form": form, "latest": latest}, status=status)


@login_required
@require_safe
def asset_page(request: MemberRequest, asset_id: str) -> HttpResponse:
    """How one file fares, in words, with what was made of it."""
    asset = asset_in_scope(request, asset_id)
    return render(request, "media/asset.html", {"asset": asset, "renditions": asset.renditions.order_by("peak_rate")})
