"""How credit hours are written for people."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def hours(value: Decimal) -> str:
    """`Decimal("5.50")` → 5.5 in the reader's number format; no trailing zeros."""
    plain = value.quantize(Decimal("0.01")).normalize()
    decimals = max(0, -int(plain.as_tuple().exponent))
    return number_format(plain, decimal_pos=decimals, use_l10n=True)
