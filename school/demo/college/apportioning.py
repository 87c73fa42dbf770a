"""Sharing a whole number out by weights."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from fractions import Fraction
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def apportion(total: int, weights: Mapping[Key, int]) -> dict[Key, int]:
    """Shares that sum to `total`, each its exact quota rounded down or up (largest remainders first).

    Raises:
        ValueError: when there is something to share out but no weight.
    """
    whole = sum(weights.values())
    if whole == 0:
        if total:
            raise ValueError("nothing has any weight")
        return dict.fromkeys(weights, 0)
    quotas = {key: Fraction(total * weight, whole) for key, weight in weights.items()}
    shares = {key: int(quota) for key, quota in quotas.items()}
    # A stable sort keeps the given order among equal remainders, so the result never depends on hashing.
    by_remainder = sorted(quotas, key=lambda key: shares[key] - quotas[key])
    for key in by_remainder[: total - sum(shares.values())]:
        shares[key] += 1
    return shares
