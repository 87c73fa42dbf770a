"""From minutes of content to credit hours, in quarter hours (DOMAIN §1.2). Pure."""

from __future__ import annotations

from collections.abc import Collection
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from progress.rules import Rules

NOTHING = Decimal(0)


def quarter_hours(minutes: Decimal, rules: Rules) -> Decimal:
    """What one item is worth: the value of its band where the rules have bands; else rounded down to a step, but a
    micro-lecture is worth its fixed value.

    Never negative; nothing for no minutes.
    """
    if minutes <= 0:
        return NOTHING
    if rules.bands:
        return next(band.hours for band in rules.bands if band.holds(minutes))
    if minutes <= rules.micro_lecture_minutes:
        return rules.micro_lecture_hours
    return max(rules.micro_lecture_hours, _in_steps(minutes / rules.minutes_per_hour, rules, ROUND_FLOOR))


def lecture_hours(minutes: Decimal, rules: Rules, *, by_test: bool) -> Decimal:
    """What a lecture studied alone is worth: as its length, but a passed test as the rules value tests."""
    if by_test and rules.passed_test_hours is not None:
        return rules.passed_test_hours
    return quarter_hours(minutes, rules)


def group_hours(minutes: Decimal, rules: Rules) -> Decimal:
    """What is studied together, by class hours of its own where the rules have them, rounded down to a step."""
    if rules.group_minutes_per_hour is None:
        return quarter_hours(minutes, rules)
    return _in_steps(max(minutes, NOTHING) / rules.group_minutes_per_hour, rules, ROUND_FLOOR)


def course_cap(lengths: Collection[Decimal], rules: Rules) -> Decimal:
    """The most that the items of a course, of these minutes each, are worth together: all minutes, rounded up.

    So cutting a lecture into many micro-lectures earns nothing. Where the rules have bands, the minutes are valued as
    the most generous of them does, the first apart, which has no shortest item; so any one item is worth its band.
    """
    minutes = max(sum(lengths, NOTHING), NOTHING)
    edges = [(Decimal(below.up_to_minutes), band.hours) for below, band in pairwise(rules.bands) if below.up_to_minutes]
    if minutes and edges:
        first = rules.bands[0].hours
        return max(first, *(_in_steps(minutes * hours / edge, rules, ROUND_CEILING) for edge, hours in edges))
    return _in_steps(minutes / rules.minutes_per_hour, rules, ROUND_CEILING)


def within_cap(value: Decimal, *, already: Decimal, cap: Decimal) -> Decimal:
    """What of an item's value a course can still credit."""
    return max(NOTHING, min(value, cap - already))


def _in_steps(hours: Decimal, rules: Rules, rounding: str) -> Decimal:
    return (hours / rules.hour_step).to_integral_value(rounding=rounding) * rules.hour_step
