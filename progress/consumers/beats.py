"""POST /beats, natively: the busiest route of the school (DESIGN §2.4).

What arrives within a moment is settled in one transaction and acknowledged after it has committed. The token says
whose session it is; the session cookie must be a live sign-in of the same member.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from datetime import datetime
from typing import Any

import orjson
from django.conf import settings
from django.http import parse_cookie
from django.utils import timezone, translation

from progress.beat_group import Delivery, Receipt
from progress.beats import Beat, BeatRefused, Refusal, parse_beat
from progress.consumers.grouping import GroupingOfLoop
from progress.doors import check_doors
from progress.errors import BeatsMalformed, TokenExpired
from progress.intervals import milliseconds
from progress.reading import watched
from progress.refusals import SENTENCES
from progress.services.tracking import accept_beats
from progress.tickets import read
from school.accounts.sessions import member_of_session_cookie
from school.errors import NotFound, SchoolError, Unauthenticated

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

BODY_MAX = 64 * 1024
BEATS_MAX = 200
BUSY = 503
ENDED = frozenset({Refusal.SESSION_OVER, Refusal.VIEWING_CLOSED})


async def beats_app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one delivery: 200 with what was accepted and refused, or problem+json."""
    at = timezone.now()
    with translation.override(_language(scope)):
        try:
            if scope["method"] != "POST":
                raise NotFound
            delivery = await _delivery(scope, await _body(receive), at)
            receipt = await _groups.answer(delivery)
            if _is_over(receipt):
                raise TokenExpired
        except SchoolError as refused:
            await _respond(send, refused.status, _problem(refused), b"application/problem+json")
        else:
            await _respond(send, 200, _answer(delivery, receipt), b"application/json")


def _settle(deliveries: Sequence[Delivery]) -> list[Receipt]:
    at = timezone.now()
    check_doors({delivery.ticket.session_id for delivery in deliveries}, at=at)
    return accept_beats(deliveries=deliveries, at=at)


_groups = GroupingOfLoop(_settle)


def _is_over(receipt: Receipt) -> bool:
    """Nothing counts any more, because the session has ended: the device shall open another."""
    return bool(receipt.refused) and not receipt.accepted and all(why in ENDED for _seq, why in receipt.refused)


async def _body(receive: Receive) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise BeatsMalformed
        body += message.get("body", b"")
        if len(body) > BODY_MAX:
            raise BeatsMalformed
        if not message.get("more_body"):
            return bytes(body)


async def _delivery(scope: Scope, body: bytes, at: datetime) -> Delivery:
    """Who sends what.

    Raises:
        Unauthenticated: no live sign-in; the device keeps its beats until the member signs in again.
        TokenExpired; BeatsMalformed.
        NotFound: the token is another member's.
    """
    sign_in = await member_of_session_cookie(dict(scope))
    if sign_in is None:
        raise Unauthenticated
    try:
        said = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise BeatsMalformed from None
    if not isinstance(said, dict) or not isinstance(said.get("beats"), list) or len(said["beats"]) > BEATS_MAX:
        raise BeatsMalformed
    ticket = read(said.get("token"), now_ms=milliseconds(at))
    if ticket.member_id != sign_in.member_id:
        raise NotFound
    return Delivery(ticket=ticket, beats=tuple(map(_beat, said["beats"])), received_ms=milliseconds(at))


def _beat(raw: object) -> Beat | int | None:
    try:
        return parse_beat(raw)
    except BeatRefused:
        seq = raw.get("seq") if isinstance(raw, dict) else None
        return seq if type(seq) is int and abs(seq) < 2**53 else None


def _answer(delivery: Delivery, receipt: Receipt) -> dict[str, object]:
    ticket = delivery.ticket
    seen = watched(
        receipt.played.bits | ticket.carried_bits,
        receipt.resume_ms,
        required=ticket.required,
        share=ticket.threshold,
        floor=ticket.floor,
    )
    return {
        "accepted": [{"seq": seq, "new_seconds": new_seconds} for seq, new_seconds in receipt.accepted],
        "refused": [
            {"seq": seq, "code": reason.value, "detail": str(SENTENCES[reason])} for seq, reason in receipt.refused
        ],
        "coverage": {
            "covered": seen.covered,
            "percent": seen.percent,
            "missing": seen.missing,
            "complete": seen.complete,
        },
        "resume_ms": seen.resume_ms,
    }


def _problem(refused: SchoolError) -> dict[str, object]:
    return {
        "type": f"/api/docs#{refused.code}",
        "title": refused.code.replace("-", " "),
        "status": refused.status,
        "code": refused.code,
        "detail": refused.detail,
    }


def _language(scope: Scope) -> str:
    """The chosen language, as the pages' middleware would find it; otherwise the school's own."""
    for name, value in scope.get("headers", ()):
        if name == b"cookie":
            chosen = parse_cookie(value.decode("latin-1")).get(settings.LANGUAGE_COOKIE_NAME, "")
            return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    return settings.LANGUAGE_CODE


async def _respond(send: Send, status: int, said: dict[str, object], content_type: bytes) -> None:
    body = orjson.dumps(said)
    headers = [
        (b"content-type", content_type),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
    ]
    if status == BUSY:
        headers.append((b"retry-after", b"5"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
