"""Facts of the organisation, for the floors above."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class RecordsChanged:
    """Somebody wrote these events (primary keys of `MemberEvent`) into the timelines of members, in one act.

    What the system itself writes, such as the first events of an imported record, is not announced.
    """

    event_ids: tuple[int, ...]
    by_id: int
    at: datetime


@dataclass(frozen=True)
class AddressesReplaced:
    """E-mail addresses of members were replaced; what they were stands in these rows of `FormerAddress`."""

    former_ids: tuple[int, ...]
    at: datetime


@dataclass(frozen=True)
class TasksDue:
    """Tasks of this member's offices are due tomorrow or late. Fires once a day and member while one of them needs it.

    ``due`` counts all that are due by tomorrow, ``overdue`` those among them that are late.
    """

    member_id: int
    due: int
    overdue: int
    at: datetime
