"""A form that arrived too late is held in the browser's session, bound to its member, until she has signed in again.

Only ordinary forms: not too long, without files and without anything secret. What is held is shown and sent
again by the member herself with a fresh token (`views/held.py`), so a foreign page can make nobody send anything.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

SESSION_KEY = "held_form"
LONGEST = 200_000
MOST_FIELDS = 400
SECRETS = re.compile(r"password|passphrase|secret|credential|^code$|token", re.IGNORECASE)
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
# Signing in, factors and recovery deal in secrets only.
NEVER = ("/accounts/", "/api/", "/demo/")


@dataclass(frozen=True)
class HeldForm:
    """`owner` is the public id of a member, or the mark by which this browser knows her (`devices.py`).

    `fields` are pairs in the order in which they were sent.
    """

    owner: str
    path: str
    fields: list[tuple[str, str]]


def hold(request: HttpRequest, *, owner: str) -> bool:
    """Keep what was posted for this owner; False when it is no ordinary form, and then nothing is kept."""
    if request.method != "POST" or request.content_type not in FORMS or request.path.startswith(NEVER):
        return False
    if request.FILES or not owner:
        return False
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in map(str, values)
    ]
    if any(SECRETS.search(name) for name, _value in fields) or len(fields) > MOST_FIELDS:
        return False
    if sum(len(name) + len(value) for name, value in fields) > LONGEST:
        return False
    form = HeldForm(owner=owner, path=request.get_full_path(), fields=fields)
    request.session[SESSION_KEY] = asdict(form)
    return True


def held(request: HttpRequest) -> HeldForm | None:
    """What this browser holds, whosoever's it is."""
    kept = request.session.get(SESSION_KEY)
    if not kept:
        return None
    return HeldForm(kept["owner"], kept["path"], [(name, value) for name, value in kept["fields"]])


def let_go(request: HttpRequest) -> None:
    request.session.pop(SESSION_KEY, None)


def way_back(request: HttpRequest) -> str:
    """Where a person continues: the page itself, or after sending a form the page that showed it."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    parts = urlsplit(page)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
