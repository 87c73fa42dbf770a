"""What a rule version says, as typed data. Every number of a regulation lives in such data, never in code (DESIGN §1).

No ORM and no clock here.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Share = Annotated[Decimal, Field(ge=0, le=1)]


class Rules(BaseModel):
    """The body of a `RuleVersion`. Units are in the names; sources are in the version's `source` text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    # Conversion of content into credit hours (DOMAIN §1.2).
    minutes_per_hour: Annotated[int, Field(gt=0)]
    hour_step: Annotated[Decimal, Field(gt=0)]
    micro_lecture_minutes: Annotated[int, Field(ge=0)]
    micro_lecture_hours: Annotated[Decimal, Field(ge=0)]
    self_paced_cap_share: Share
    # Whether an item that was credited in an earlier year may be credited again (DESIGN §2.5).
    second_year: Literal["may_repeat", "never"] = "may_repeat"

    # Viewing (DESIGN §2.4, ORACLES §4.8).
    rate_cap: Annotated[Decimal, Field(gt=0, le=4)]
    session_tolerance_seconds: Annotated[int, Field(ge=0, le=10)]
    offline_after_seconds: Annotated[int, Field(ge=1)]
    offline_daily_cap_minutes: Annotated[int, Field(ge=0)]
    threshold_short: Share
    threshold_gain: Share
    threshold_full_seconds: Annotated[int, Field(gt=0)]
    reading_characters_per_minute: Annotated[int, Field(gt=0)]

    # Group study (DOMAIN §0 D5): this share of the session present suggests "present"; a person decides.
    presence_share: Share
