"""What every page's frame needs: the institution's name, the places of this member, her preferences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from school.accounts.preferences import Preferences, preferences_of
from school.demo.roles import demo_roles
from school.organisation.authority import Authority, Right


@dataclass(frozen=True)
class Place:
    """One entry of the navigation; `icon` names a symbol of the sprite."""

    name: str
    url: str
    label: str
    current: bool


def institution(request: HttpRequest) -> dict[str, Any]:
    """Context processor of `base.html`."""
    preferences: Preferences = preferences_of(request)
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    return {
        "institution_name": settings.INSTITUTION_NAME,
        "preferences": preferences,
        "demo": settings.DEMO,
        "demo_roles": demo_roles if settings.DEMO else (),
        "places": _places(request) if signed_in else [],
        "signed_in": signed_in,
    }


def _places(request: HttpRequest) -> list[Place]:
    authority: Authority = request.authority  # type: ignore[attr-defined]  # set by the authority middleware
    rows = [
        ("study", "progress:home", _("Study"), True),
        ("sessions", "realtime:sessions", _("Sessions"), True),
        ("year", "progress:year", _("My year"), True),
        ("desk", "progress:desk", _("Desk"), authority.has(Right.OVERSEE_MEMBERS)),
        ("studio", "courses:studio", _("Studio"), authority.has(Right.AUTHOR_COURSES)),
    ]
    here = _place_of(request.path)
    return [Place(name, reverse(url), label, current=name == here) for name, url, label, shown in rows if shown]


def _place_of(path: str) -> str:
    """Which place a path belongs to, so that the navigation can mark it."""
    by_prefix = {"/sessions/": "sessions", "/year/": "year", "/desk/": "desk", "/studio/": "studio"}
    for prefix, name in by_prefix.items():
        if path.startswith(prefix):
            return name
    return "study" if path == "/" or path.startswith(("/courses/", "/lectures/", "/attempts/")) else ""
