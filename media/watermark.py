"""What lies over the picture of a recording where an institution wants it to be known who recorded a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from school.policies.reading import policy

if TYPE_CHECKING:
    from school.organisation.models import Member

SHOWN_DIGITS = 4


def watermark_of(member: Member) -> str:
    """Her name and the end of her number; empty while the policy is off. It is on the page, never in the file."""
    return f"{member.name} {member.number[-SHOWN_DIGITS:]}" if policy("media.watermark") else ""
