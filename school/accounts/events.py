"""Facts of accounts, for the floors above."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class SignedInElsewhere:
    """A member signed in with a browser that no earlier sign-in of hers knows; `device` is in words of no language."""

    member_id: int
    sign_in: str
    device: str
    network: str
    at: datetime


@dataclass(frozen=True)
class FactorsTakenAway:
    """The security administrator removed every second factor of a member, whose public id is `member`."""

    member_id: int
    member: str
    at: datetime


@dataclass(frozen=True)
class SlipIssued:
    """``issuer`` (a name; empty: whoever runs the server) gave a slip, which sets a member's password once."""

    member_id: int
    slip: str
    issuer: str
    at: datetime
