"""May she, on this one? Beside each question stands the queryset method that says the same."""

from media.errors import MayNotUpload
from media.models import Asset
from school.errors import NotFound
from school.organisation.authority import Authority, Right
from school.organisation.models import Organisation


def can_author_asset(authority: Authority, asset: Asset) -> bool:
    """Twin of `Asset.objects.authorable_by`."""
    return authority.covers(Right.AUTHOR_COURSES, asset.organisation.path)


def place_of_uploads(authority: Authority, public_id: str) -> Organisation:
    """The organisation a file is for: the one named, else the first the member authors for.

    Raises:
        MayNotUpload: the member authors nowhere.
        NotFound: there is no such organisation, or it lies beyond the member's reach.
    """
    paths = authority.paths(Right.AUTHOR_COURSES)
    if not paths:
        raise MayNotUpload
    reachable = Organisation.objects.within(*paths).order_by("path")
    found = reachable.filter(public_id=public_id).first() if public_id else reachable.first()
    if found is None:
        raise NotFound
    return found
