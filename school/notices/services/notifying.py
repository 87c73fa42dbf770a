"""Telling people: the one way in which anything in this program reminds or informs anyone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from school.notices.models import Outgoing
from school.notices.tasks import deliver


def notify(
    *,
    kind: str,
    object_kind: str,
    object_id: str,
    facts: Mapping[str, object],
    url: str,
    at: datetime,
    member_ids: Iterable[int] = (),
    within: Iterable[str] = (),
    except_ids: Iterable[int] = (),
) -> Outgoing:
    """Put a notice into the outbox, in the transaction of the fact; it goes out after that committed.

    `member_ids` are the members' keys, or `within` the paths of organisations whose people of the day of delivery are
    told; `except_ids` are left out, such as who did it. `facts` are plain values that the kind puts into words later,
    in each reader's language; `url` is a path of this site. Told again while unread, a notice about the same object
    is merged with the earlier one.

    Raises:
        TransactionManagementError: outside a transaction, because news of what was rolled back would be a rumour.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("notify() needs the transaction that makes the news true")
    outgoing = Outgoing.objects.create(
        kind=kind,
        object_kind=object_kind,
        object_id=object_id,
        facts=dict(facts),
        url=url,
        member_ids=sorted(set(member_ids)),
        within=sorted(set(within)),
        except_ids=sorted(set(except_ids)),
        created_at=at,
        next_try_at=at,
    )
    # A queue that is down must not turn what committed into an error: the clock delivers it within a minute.
    transaction.on_commit(deliver.delay, robust=True)
    return outgoing
