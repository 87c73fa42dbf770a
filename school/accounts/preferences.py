"""Language, text size and colour scheme: on the account when signed in, in cookies otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from school.organisation.models.member import ColourScheme, Member, TextSize

SIZE_COOKIE = "school_size"
SCHEME_COOKIE = "school_scheme"


@dataclass(frozen=True)
class Preferences:
    text_size: str
    colour_scheme: str


def preferences_of(request: HttpRequest) -> Preferences:
    """The member's own, or what this browser chose before signing in; unknown values mean the default."""
    user = getattr(request, "user", None)
    if isinstance(user, Member):
        return Preferences(user.text_size, user.colour_scheme)
    size, scheme = request.COOKIES.get(SIZE_COOKIE, ""), request.COOKIES.get(SCHEME_COOKIE, "")
    return Preferences(
        text_size=size if size in TextSize.values else TextSize.NORMAL,
        colour_scheme=scheme if scheme in ColourScheme.values else ColourScheme.AUTO,
    )


def carry_language(response: HttpResponse, member: Member) -> None:
    """Bring the language of the account to this browser; called once, at sign-in."""
    if member.language:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, member.language, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax"
        )
