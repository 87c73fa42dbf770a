"""What is done to an asset, and in which office."""

from media.models import Asset
from school.accounts.requests import MemberRequest
from school.organisation.acting import Act, act_in_office
from school.organisation.authority import Right


def act_on(request: MemberRequest, asset: Asset) -> Act:
    """The act in the office that lets one author here; raises Forbidden where the chosen one does not."""
    return act_in_office(
        member=request.user,
        authority=request.authority,
        right=Right.AUTHOR_COURSES,
        path=asset.organisation.path,
        at=request.at,
        chosen=request.POST.get("office", ""),
    )
