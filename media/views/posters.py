"""Choosing the frame that stands for a recording, among those the encode proposed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from media import storage
from media.api.assets import asset_in_scope
from media.errors import PosterGone
from media.services.choosing import choose_poster
from media.storyboard import poster_name
from media.views.acting import act_on
from school.accounts.requests import MemberRequest
from school.errors import NotFound

LONGEST_NUMBER = 2


@login_required
@require_POST
def choose(request: MemberRequest, asset_id: str) -> HttpResponse:
    """Take the candidate of the pressed button; 0 leaves the choice to us."""
    asset = asset_in_scope(request, asset_id)
    act = act_on(request, asset)
    try:
        choose_poster(asset=asset, number=_number(request.POST.get("poster", "")), act=act)
    except PosterGone as refused:
        messages.error(request, refused.detail)
    else:
        messages.success(request, _("Saved."))
    return redirect("media:asset", asset_id=asset_id)


def _number(words: str) -> int:
    if not (words.isascii() and words.isdigit() and len(words) <= LONGEST_NUMBER):
        raise PosterGone
    return int(words)


@login_required
@require_safe
def candidate(request: MemberRequest, asset_id: str, poster: int) -> HttpResponse:
    """One of the proposed frames."""
    asset = asset_in_scope(request, asset_id)
    if not 1 <= poster <= asset.posters:
        raise NotFound
    try:
        data = storage.read_published(asset.store_key, asset.edition, poster_name(poster))
    except FileNotFoundError as reason:
        raise NotFound from reason
    return HttpResponse(data, content_type="image/jpeg", headers={"Cache-Control": "private, no-cache"})
