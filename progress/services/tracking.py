"""Counting beats: a group in one transaction, acknowledged by the caller after it has committed (DESIGN §2.4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from progress.beat_group import BeatGroup, Delivery, Receipt
from progress.events import CoverageReached
from school.events.announcing import announce


@transaction.atomic
def accept_beats(*, deliveries: Sequence[Delivery], at: datetime) -> list[Receipt]:
    """Judge and store the beats of all deliveries; one receipt each, in their order. Six statements, and more only
    for a lecture that is completed by them."""
    group = BeatGroup(deliveries)
    receipts = [group.settle(delivery) for delivery in deliveries]
    group.save()
    for delivery, receipt in zip(deliveries, receipts, strict=True):
        ticket = delivery.ticket
        if ticket.is_reached_by(receipt.played.bits) and not ticket.is_reached_by(receipt.before.bits):
            announce(CoverageReached(viewing_session_id=ticket.session_id, at=at))
    return receipts
