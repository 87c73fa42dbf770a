"""May she, on this one? Beside each question stands the queryset method that says the same."""

from media.models import Asset
from school.organisation.authority import Authority, Right
from school.organisation.models import Organisation


def can_upload_for(authority: Authority, organisation: Organisation) -> bool:
    """Whether the member may add files to this organisation."""
    return authority.covers(Right.AUTHOR_COURSES, organisation.path)


def can_author_asset(authority: Authority, asset: Asset) -> bool:
    """Twin of `Asset.objects.authorable_by`."""
    return authority.covers(Right.AUTHOR_COURSES, asset.organisation.path)
