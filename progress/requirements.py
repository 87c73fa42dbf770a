"""Is the year's study done? Met, not yet, or exempt – nothing finer (DESIGN §1, DOMAIN §2.3).

No ORM and no clock here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from progress.rules import Rules

NONE = Decimal("0.00")


class Status(StrEnum):
    MET = "met"
    NOT_YET = "not_yet"
    EXEMPT = "exempt"
    NO_REQUIREMENT = "no_requirement"


@dataclass(frozen=True)
class YearStanding:
    """Hours of one credit year held against its requirement.

    `credited` is what the ledger holds, `counted` what of it counts towards the requirement, `over_cap` the hours
    beyond what their categories may meet of it. `credited == counted + over_cap`.
    """

    status: Status
    required: Decimal
    credited: Decimal
    counted: Decimal
    over_cap: Decimal
    missing: Decimal
    self_paced_cap: Decimal


def judge_year(
    *, required: Decimal | None, credited: Mapping[str, Decimal], rules: Rules, exempt: bool = False
) -> YearStanding:
    """Judge a year from the ledger's net hours by category; `required` None means nothing is demanded."""
    total = sum(credited.values(), NONE)
    if required is None:
        return YearStanding(Status.NO_REQUIREMENT, NONE, total, total, NONE, NONE, total)
    cap = required * rules.self_paced_cap_share
    over_cap = sum((_over(required, hours, rules.share_of(category)) for category, hours in credited.items()), NONE)
    counted = total - over_cap
    missing = max(NONE, required - counted)
    status = Status.EXEMPT if exempt else Status.MET if missing == 0 else Status.NOT_YET
    return YearStanding(status, required, total, counted, over_cap, missing, cap)


def _over(required: Decimal, hours: Decimal, share: Decimal | None) -> Decimal:
    """What of a category's hours its share of the requirement leaves out."""
    return NONE if share is None else max(NONE, hours - required * share)


def applies(*, stages: list[str], roles: list[str], stage: str, held_roles: frozenset[str]) -> bool:
    """Whether a requirement's audience includes someone of this stage who holds these roles."""
    return (not stages or stage in stages) and (not roles or bool(held_roles.intersection(roles)))
