"""Seals: hash chains that make a changed, removed, swapped or inserted record visible (DESIGN §2.5).

Hashes cover opaque ids and facts, never names. Each app that keeps a chain registers how to verify it and what its
newest hashes are; anchors gather those heads every hour and also write them to the log, outside the database.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import orjson

GENESIS = "0" * 64


@dataclass(frozen=True)
class Break:
    """One place where a chain does not hold: the chain, the row's opaque reference, and what is wrong."""

    chain: str
    reference: str
    problem: str


@dataclass(frozen=True)
class Chain:
    """A kept chain: `verify` yields its breaks, `heads` maps each strand's opaque key to (length, newest hash).

    `hash_at` is the hash that the row of this number in this strand has now, empty if there is none.
    """

    name: str
    verify: Callable[[], Iterable[Break]]
    heads: Callable[[], Mapping[str, tuple[int, str]]]
    hash_at: Callable[[str, int], str]
    unsealed: Callable[[], int] = lambda: 0


_chains: dict[str, Chain] = {}


def register_chain(chain: Chain) -> None:
    _chains[chain.name] = chain


def chains() -> list[Chain]:
    return [_chains[name] for name in sorted(_chains)]


def chain_hash(*, previous: str, payload: Mapping[str, object]) -> str:
    """SHA-256, in hex, over the previous hash and the canonical JSON of the payload (sorted keys, UTC times)."""
    canonical = orjson.dumps({key: plain(value) for key, value in payload.items()}, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(previous.encode() + b"\n" + canonical).hexdigest()


def plain(value: object) -> object:
    """The value as canonical JSON holds it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value
