"""From minutes of content to credit hours, in quarter hours (DOMAIN §1.2). Pure."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from progress.rules import Rules

NOTHING = Decimal(0)


def quarter_hours(minutes: Decimal, rules: Rules) -> Decimal:
    """What one item is worth: rounded down to a step, but a micro-lecture is worth its fixed value.

    Never negative; nothing for no minutes.
    """
    if minutes <= 0:
        return NOTHING
    if minutes <= rules.micro_lecture_minutes:
        return rules.micro_lecture_hours
    return max(rules.micro_lecture_hours, _in_steps(minutes / rules.minutes_per_hour, rules, ROUND_FLOOR))


def course_cap(minutes: Decimal, rules: Rules) -> Decimal:
    """The most that all items of a course together are worth: its minutes, rounded up to a step.

    So cutting a lecture into many micro-lectures earns nothing.
    """
    return _in_steps(max(minutes, NOTHING) / rules.minutes_per_hour, rules, ROUND_CEILING)


def within_cap(value: Decimal, *, already: Decimal, cap: Decimal) -> Decimal:
    """What of an item's value a course can still credit."""
    return max(NOTHING, min(value, cap - already))


def _in_steps(hours: Decimal, rules: Rules, rounding: str) -> Decimal:
    return (hours / rules.hour_step).to_integral_value(rounding=rounding) * rules.hour_step
