"""Whose phone and e-mail no sheet of a narrower office changes, because a forgotten password is mailed there."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final

from school.organisation.authority import Authority, Right
from school.organisation.ranking import who_hold_more

CONTACTS: Final = frozenset({"phone", "email"})


def wider_accounts(authority: Authority, *, member_ids: Collection[int], on: date) -> set[int]:
    """Members other than the importer whose offices reach further than hers; one query."""
    wider = who_hold_more(authority, Right.IMPORT_REGISTER, member_ids=member_ids, on=on)
    return wider - {authority.member_id}
