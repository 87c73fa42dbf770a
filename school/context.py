"""What every page's frame needs: the institution's name, the places of this member, her preferences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from school.accounts.preferences import Preferences, preferences_of
from school.demo.roles import demo_roles
from school.notices.unread import unread_count
from school.organisation.authority import Authority, Grant, Right
from school.organisation.models import Task
from school.policies.reading import policy

ADMINISTERING = (Right.ADMINISTER_SYSTEM, Right.ADMINISTER_SECURITY, Right.READ_AUDIT)
STUDY = ("/courses/", "/lectures/", "/attempts/", "/search/", "/series/", "/notes/", "/discussion/")
DESK = (
    "/desk/",
    "/tasks/",
    "/people/",
    "/organisation/",
    "/offices/",
    "/invitations/",
    "/imports/",
    "/exports/",
    "/accounts/slips/",
    "/moderation/",
    "/review-rules/",
    "/assignments/",
)


@dataclass(frozen=True)
class Place:
    """One entry of the navigation; `waiting` is how much there is new, shown when it is not nought."""

    name: str
    url: str
    label: str
    current: bool
    waiting: int = 0


def institution(request: HttpRequest) -> dict[str, Any]:
    """Context processor of `base.html`."""
    preferences: Preferences = preferences_of(request)
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    return {
        "institution_name": policy("institution.name"),
        "institution_logo": policy("institution.logo"),
        "preferences": preferences,
        "demo": settings.DEMO,
        "demo_roles": demo_roles if settings.DEMO else (),
        "places": _places(request) if signed_in else [],
        "desk_places": SimpleLazyObject(lambda: _desk_places(request)),
        "signed_in": signed_in,
        "conditions": _conditions(request) if signed_in else (),
    }


def _conditions(request: HttpRequest) -> tuple[Grant, ...]:
    """Offices of this member that ask something of her before they may act on people's data."""
    authority: Authority = request.authority  # type: ignore[attr-defined]  # set by the authority middleware
    return authority.conditions()


def _places(request: HttpRequest) -> list[Place]:
    authority: Authority = request.authority  # type: ignore[attr-defined]  # set by the authority middleware
    rows = [
        ("study", "progress:home", _("Study"), True),
        ("sessions", "realtime:sessions", _("Sessions"), True),
        ("year", "progress:year", _("My year"), True),
        ("messages", "notices:inbox", _("Messages"), True),
        ("desk", "progress:desk", _("Desk"), authority.has(Right.OVERSEE_MEMBERS)),
        ("studio", "courses:studio", _("Studio"), authority.has(Right.AUTHOR_COURSES)),
        ("moderation", "discussion:queue", _("Discussion"), _only_moderates(authority)),
        ("reviews", "courses:review_desk", _("Reviews"), _only_reviews(authority)),
        ("administration", "administration:home", _("Administration"), any(map(authority.has, ADMINISTERING))),
    ]
    waiting = {"messages": unread_count(authority.member_id)}
    here = _place_of(request.path)
    if here == "reviews" and not _only_reviews(authority):
        here = "desk" if authority.has(Right.OVERSEE_MEMBERS) else "studio"
    if here == "desk" and not authority.has(Right.OVERSEE_MEMBERS):
        moderates = "moderation" if _only_moderates(authority) else "studio"
        here = moderates if request.path.startswith("/moderation/") else "administration"
    return _shown(rows, here, waiting)


def _only_moderates(authority: Authority) -> bool:
    """Who oversees people finds the moderators' room on her desk, and who authors courses in her studio."""
    elsewhere = authority.has(Right.OVERSEE_MEMBERS) or authority.has(Right.AUTHOR_COURSES)
    return authority.has(Right.MODERATE) and not elsewhere


def _only_reviews(authority: Authority) -> bool:
    """Who oversees people finds the reviews on her desk."""
    return authority.has(Right.REVIEW_COURSES) and not authority.has(Right.OVERSEE_MEMBERS)


def _desk_places(request: HttpRequest) -> list[Place]:
    """The rooms of the desk, shown above each of them."""
    authority: Authority = request.authority  # type: ignore[attr-defined]  # set by the authority middleware
    rows = [
        ("desk", "progress:desk", _("Learning"), authority.has(Right.OVERSEE_MEMBERS)),
        ("assignments", "progress:assignments", _("Assigned"), authority.has(Right.OVERSEE_MEMBERS)),
        ("tasks", "organisation:tasks", _("Tasks"), bool(authority.grants)),
        ("people", "organisation:people", _("People"), authority.has(Right.OVERSEE_MEMBERS)),
        ("organisation", "organisation:tree", _("Organisation"), authority.has(Right.OVERSEE_MEMBERS)),
        (
            "offices",
            "organisation:offices",
            _("Offices"),
            authority.has(Right.OVERSEE_MEMBERS) or authority.has(Right.ADMINISTER_SECURITY),
        ),
        ("moderation", "discussion:queue", _("Discussion"), authority.has(Right.MODERATE)),
        ("reviews", "courses:review_desk", _("Reviews"), authority.has(Right.REVIEW_COURSES)),
        ("review-rules", "courses:review_rules", _("Rules of review"), authority.has(Right.MANAGE_TREE)),
        ("invitations", "invitations:list", _("Invitations"), authority.has(Right.INVITE)),
        ("imports", "importing:imports", _("Import"), authority.has(Right.IMPORT_REGISTER)),
        ("exports", "importing:exports", _("Export"), authority.has(Right.EXPORT_MEMBERS)),
    ]
    waiting = Task.objects.open().addressed_to(authority).count()
    return _shown(rows, request.path.strip("/").split("/", 1)[0], {"tasks": waiting})


def _shown(rows: list[tuple[str, str, str, bool]], here: str, waiting: dict[str, int]) -> list[Place]:
    return [
        Place(name, reverse(url), label, name == here, waiting.get(name, 0))
        for name, url, label, shown in rows
        if shown
    ]


def _place_of(path: str) -> str:
    """Which place a path belongs to, so that the navigation can mark it."""
    by_prefix = {
        "/sessions/": "sessions",
        "/year/": "year",
        "/messages/": "messages",
        "/studio/": "studio",
        "/administration/": "administration",
        "/office-conditions/": "administration",
    } | dict.fromkeys(DESK, "desk")
    if path.startswith("/people/me/"):
        return ""
    if path.startswith("/reviews/") or path.endswith("/take-down/"):
        return "reviews"
    for prefix, name in by_prefix.items():
        if path.startswith(prefix):
            return name
    return "study" if path == "/" or path.startswith(STUDY) else ""
