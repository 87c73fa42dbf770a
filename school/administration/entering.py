"""Who enters which room of the administration, and in which office she acts there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http.response import HttpResponseBase

from school.accounts.requests import MemberRequest
from school.errors import Forbidden
from school.organisation.acting import Act, act_in_office
from school.organisation.authority import Right
from school.organisation.models import Role

RIGHT_OF_ADMINISTRATOR: dict[str, Right] = {
    Role.SYSTEM_ADMINISTRATOR: Right.ADMINISTER_SYSTEM,
    Role.SECURITY_ADMINISTRATOR: Right.ADMINISTER_SECURITY,
    Role.AUDIT_ADMINISTRATOR: Right.READ_AUDIT,
}
ADMINISTERING = tuple(RIGHT_OF_ADMINISTRATOR.values())
SETTING = (Right.ADMINISTER_SYSTEM, Right.ADMINISTER_SECURITY)

Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[MemberRequest, Arguments], HttpResponseBase]


def only_with(*rights: Right) -> Callable[[View[Arguments]], View[Arguments]]:
    """Let in who holds any of these rights today; others are told so, because these rooms are no secret."""

    def around(view: View[Arguments]) -> View[Arguments]:
        @wraps(view)
        def entering(request: MemberRequest, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> HttpResponseBase:
            if not any(map(request.authority.has, rights)):
                raise Forbidden
            return view(request, *args, **kwargs)

        return login_required(entering)

    return around


def act_of(request: MemberRequest, right: Right, *, reason: str = "") -> Act:
    """What she does here, in the office that gives her the right.

    Raises:
        Forbidden: when none does.
    """
    paths = request.authority.paths(right)
    if not paths:
        raise Forbidden
    return act_in_office(
        member=request.user, authority=request.authority, right=right, path=paths[0], at=request.at, reason=reason
    )
