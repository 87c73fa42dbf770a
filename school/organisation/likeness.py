"""Could two records be of one person? What speaks for it, from the records alone; people decide. No I/O here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, groupby

from school.organisation.names import fold

PHONE_DIGITS = 11
SIGNS = ("number", "phone", "email", "place")


@dataclass(frozen=True)
class Record:
    """What is compared; `place` is the row id of the present organisation, None for nowhere."""

    pk: int
    name: str
    number: str
    phone: str
    email: str
    place: int | None


def signs(first: Record, second: Record) -> tuple[str, ...]:
    """What is alike beside the name: member number, phone, e-mail, branch."""
    alike = {
        "number": _alike(_digits(first.number), _digits(second.number)),
        "phone": _alike(_digits(first.phone)[-PHONE_DIGITS:], _digits(second.phone)[-PHONE_DIGITS:]),
        "email": _alike(_mailbox(first.email), _mailbox(second.email)),
        "place": first.place is not None and first.place == second.place,
    }
    return tuple(sign for sign in SIGNS if alike[sign])


def pairs(records: Iterable[Record]) -> Iterator[tuple[Record, Record, tuple[str, ...]]]:
    """Records of the same name with at least one sign more, the likeliest first within a name."""
    by_name = sorted(records, key=lambda record: (fold(record.name), record.pk))
    for _name, group in groupby(by_name, key=lambda record: fold(record.name)):
        found = [(first, second, signs(first, second)) for first, second in combinations(group, 2)]
        yield from sorted((pair for pair in found if pair[2]), key=lambda pair: -len(pair[2]))


def _alike(first: str, second: str) -> bool:
    return bool(first) and first == second


def _digits(text: str) -> str:
    """The digits that count: 0017 and YQ-17 are both 17."""
    return re.sub(r"\D", "", fold(text)).lstrip("0")


def _mailbox(address: str) -> str:
    """The part before the @, for the same mailbox is often kept at two domains of one school."""
    return address.strip().casefold().partition("@")[0]
