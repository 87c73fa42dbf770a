"""A file that an author hands in: an upload that has arrived in pieces, one of hers from before, or a plain form."""

from __future__ import annotations

from courses.models import Lecture
from media.models import Asset
from media.services import store_uploaded_file
from school.accounts.requests import MemberRequest
from school.errors import NotFound


def arrived_file(request: MemberRequest, lecture: Lecture) -> Asset | None:
    """The file of this request, None without one. Raises NotFound, or what `store_uploaded_file` raises."""
    return _named(request) or _sent(request, lecture)


def _named(request: MemberRequest) -> Asset | None:
    public_id = request.POST.get("asset", "")
    if not public_id:
        return None
    # Only one's own upload: the id of somebody else's must not let its bytes be published.
    asset = Asset.objects.filter(public_id=public_id, uploaded_by=request.user).first()
    if asset is None:
        raise NotFound
    return asset


def _sent(request: MemberRequest, lecture: Lecture) -> Asset | None:
    sent = request.FILES.get("file")
    if sent is None:
        return None
    return store_uploaded_file(
        organisation=lecture.chapter.course.organisation,
        member=request.user,
        title=lecture.title,
        file=sent,
        at=request.at,
    )
