"""The upload page: resumable with the script, a plain form without it."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from media.api.assets import asset_in_scope
from media.errors import UploadTooLarge
from media.models import Asset
from media.permissions import place_of_uploads
from media.services import store_uploaded_file
from school.accounts.requests import MemberRequest
from school.organisation.models import Organisation

SHOWN = 20


class UploadForm(forms.Form):
    """One file. `asset` is filled in by the script, when the bytes have arrived in pieces already."""

    asset = forms.SlugField(required=False, widget=forms.HiddenInput)
    file = forms.FileField(label=_("Video or sound file"), required=False)

    def clean(self) -> None:
        """One of the two must be there."""
        super().clean()
        if not self.cleaned_data.get("asset") and not self.cleaned_data.get("file") and "file" not in self.errors:
            self.add_error("file", _("Please choose a file."))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload_page(request: MemberRequest) -> HttpResponse:
    """Choose a file; below, how the latest ones fare."""
    organisation = place_of_uploads(request.authority, request.GET.get("organisation", ""))
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("media:asset", asset_id=_arrived(request, organisation, form).public_id)
        except UploadTooLarge as refused:
            form.add_error("file", refused.detail)
    latest = Asset.objects.uploading_by(request.user.pk).order_by("-created_at")[:SHOWN]
    facts = {"form": form, "latest": latest, "organisation": organisation}
    return render(request, "media/upload.html", facts, status=422 if form.errors else 200)


def _arrived(request: MemberRequest, organisation: Organisation, form: UploadForm) -> Asset:
    if named := form.cleaned_data["asset"]:
        return asset_in_scope(request, named)
    return store_uploaded_file(
        organisation=organisation, member=request.user, file=form.cleaned_data["file"], at=request.at
    )


@login_required
@require_safe
def asset_page(request: MemberRequest, asset_id: str) -> HttpResponse:
    """How one file fares, in words, with what was made of it."""
    asset = asset_in_scope(request, asset_id)
    videos = asset.renditions.filter(kind="video").order_by("height")
    return render(request, "media/asset.html", {"asset": asset, "videos": videos})
