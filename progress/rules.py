"""What a rule version says, as typed data. Every number of a regulation lives in such data, never in code (DESIGN §1).

No ORM and no clock here.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

QUARTER = Decimal("0.25")
"""The ledger holds whole quarter hours."""

Share = Annotated[Decimal, Field(ge=0, le=1)]
Quarters = Annotated[Decimal, Field(ge=0, multiple_of=QUARTER)]
SecondYear = Literal["may_repeat", "when_revised", "never"]
SELF_PACED = "self_paced"


class Band(BaseModel):
    """Items up to this length are worth these hours, whatever their exact length (DOMAIN §1.2, provincial scheme).

    `up_to_minutes` None is the last band: everything longer. `inclusive`: an item of exactly that length belongs here.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    up_to_minutes: Annotated[int, Field(gt=0)] | None = None
    inclusive: bool = True
    hours: Quarters

    def holds(self, minutes: Decimal) -> bool:
        """Whether an item of this length belongs to the band, if it belongs to none before."""
        if self.up_to_minutes is None:
            return True
        return minutes <= self.up_to_minutes if self.inclusive else minutes < self.up_to_minutes


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
    # "when_revised": only once a newer revision of its course has been published than the one it was credited for.
    second_year: SecondYear = "may_repeat"

    # Fixed values by length, shortest first; empty: by `minutes_per_hour`.
    bands: tuple[Band, ...] = ()
    # Passing a quiz; None: as its length.
    passed_test_hours: Quarters | None = None
    # A class hour of what is studied together; None: `minutes_per_hour`, and the bands, as for everything else.
    group_minutes_per_hour: Annotated[int, Field(gt=0)] | None = None
    # The most of a requirement that a category can meet; `self_paced_cap_share` is that of self-paced study.
    category_caps: dict[str, Share] = Field(default_factory=dict)
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

    @model_validator(mode="after")
    def _fits_together(self) -> Rules:
        limits = [band.up_to_minutes for band in self.bands]
        ends = [limit for limit in limits[:-1] if limit is not None]
        if self.bands and (len(ends) != len(limits) - 1 or limits[-1] is not None or ends != sorted(set(ends))):
            raise ValueError("bands go from the shortest to the longest, and the last one is open")
        if any(shorter.hours > longer.hours for shorter, longer in pairwise(self.bands)):
            raise ValueError("a longer item is never worth less")
        if SELF_PACED in self.category_caps:
            raise ValueError("the share of self-paced study is self_paced_cap_share")
        return self

    def share_of(self, category: str) -> Decimal | None:
        """The most of a requirement that this category can meet; None: all of it."""
        return self.self_paced_cap_share if category == SELF_PACED else self.category_caps.get(category)
