"""The viewing token: what a beat needs to know of its session, signed, so that no query has to ask for it again."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing

from progress.beats import DELIVERY_MS, Terms
from progress.coverage import Timeline, from_bytes, required_bits, threshold
from progress.errors import TokenExpired
from progress.intervals import milliseconds
from progress.models import ViewingSession

SALT = "progress.viewing"


@dataclass(frozen=True, slots=True)
class Ticket:
    """A viewing session as signed. Ids are primary keys; `share` is numerator and denominator of the threshold;
    `carried` the seconds of earlier recordings that count, as hexadecimal; `floor` the percent shown at least."""

    session_id: int
    member_id: int
    asset_id: int
    t0_ms: int
    duration_ms: int
    required_from_ms: int | None
    required_to_ms: int | None
    share: tuple[int, int]
    rate_cap: tuple[int, int]
    tolerance_ms: int
    offline_after_ms: int
    offline_cap_ms: int
    carried: str = ""
    floor: int = 0

    @property
    def carried_bits(self) -> int:
        """The bitmap of what counts of earlier recordings."""
        return int(self.carried or "0", 16)

    @property
    def timeline(self) -> Timeline:
        return Timeline(self.duration_ms)

    @property
    def required(self) -> int:
        """The bitmap of the seconds that must be watched."""
        return required_bits(self.timeline, from_ms=self.required_from_ms, to_ms=self.required_to_ms)

    @property
    def threshold(self) -> Fraction:
        """The share of the required seconds that completes."""
        return Fraction(*self.share)

    def is_reached_by(self, bits: int) -> bool:
        """Whether these seconds complete the lecture."""
        return ((bits | self.carried_bits) & self.required).bit_count() >= self.threshold * self.required.bit_count()

    def terms(self, *, closed_ms: int | None) -> Terms:
        """What the beats of this session are judged by."""
        return Terms(
            t0_ms=self.t0_ms,
            timeline=self.timeline,
            rate_cap=Fraction(*self.rate_cap),
            tolerance_ms=self.tolerance_ms,
            offline_after_ms=self.offline_after_ms,
            offline_cap_ms=self.offline_cap_ms,
            zone=school_zone(),
            closed_ms=closed_ms,
        )


def school_zone() -> ZoneInfo:
    """The time zone in which days begin."""
    return ZoneInfo(settings.TIME_ZONE)


def issue(ticket: Ticket) -> str:
    """The token that carries a ticket."""
    # Only runs of carried seconds are worth the time to compress.
    return signing.dumps(asdict(ticket), salt=SALT, compress=bool(ticket.carried))


def ticket_of(session: ViewingSession, *, floor: int = 0) -> Ticket:
    """What the token of this session says; it must come with its revision, asset and rule version."""
    duration_ms = session.asset.duration_ms or 0
    t0_ms = milliseconds(session.opened_at)
    rules = session.rule_version.rules
    carried = from_bytes(bytes(session.carried))
    terms = Terms.under(rules, t0_ms=t0_ms, timeline=Timeline(duration_ms), zone=school_zone(), closed_ms=None)
    return Ticket(
        session_id=session.pk,
        member_id=session.member_id,
        asset_id=session.asset_id,
        t0_ms=t0_ms,
        duration_ms=duration_ms,
        required_from_ms=session.lecture_revision.required_from_ms,
        required_to_ms=session.lecture_revision.required_to_ms,
        share=threshold(Timeline(duration_ms), rules).as_integer_ratio(),
        rate_cap=terms.rate_cap.as_integer_ratio(),
        tolerance_ms=terms.tolerance_ms,
        offline_after_ms=terms.offline_after_ms,
        offline_cap_ms=terms.offline_cap_ms,
        carried=f"{carried:x}" if carried else "",
        floor=floor,
    )


def read(token: object, *, now_ms: int) -> Ticket:
    """The ticket of a token.

    Raises:
        TokenExpired: not signed by us, changed, of another version of this code, or too old to deliver anything.
    """
    try:
        said: dict[str, Any] = signing.loads(token if isinstance(token, str) else "", salt=SALT)
        ticket = Ticket(**said | {"share": tuple(said["share"]), "rate_cap": tuple(said["rate_cap"])})
    except (signing.BadSignature, KeyError, TypeError):
        raise TokenExpired from None
    if now_ms > ticket.t0_ms + DELIVERY_MS:
        raise TokenExpired
    return ticket
