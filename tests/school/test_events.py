"""A fact that was announced is never lost and never undone by who listens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import pytest
from django.db import transaction

from school.events import announcing
from school.events.announcing import announce, listens_to, retry_pending
from school.events.models import EventRecord
from school.organisation.models import Organisation


@dataclass(frozen=True)
class Rung:
    bell_id: int
    loudness: Decimal
    at: datetime


@pytest.fixture
def _only_here(monkeypatch):
    monkeypatch.setattr(announcing, "_listeners", announcing.defaultdict(dict))
    monkeypatch.setattr(announcing, "_types", {})


@pytest.mark.pg
@pytest.mark.django_db
@pytest.mark.usefixtures("_only_here")
def test_a_listener_that_raises_leaves_the_fact_and_follows_when_mended(at):
    heard, broken = [], [True]

    @listens_to(Rung)
    def fragile(event: Rung) -> None:
        Organisation.objects.create(path="0001", kind_id="committee", name="half-done")
        if broken:
            raise RuntimeError
        heard.append(event)

    @listens_to(Rung)
    def sturdy(event: Rung) -> None:
        heard.append(event)

    event = Rung(bell_id=7, loudness=Decimal("0.25"), at=at)
    with transaction.atomic():
        record = announce(event)
    assert heard == [event]
    assert list(record.pending.values()) == ["RuntimeError"]
    assert not Organisation.objects.exists(), "what the failed listener wrote must be gone"

    assert retry_pending() == 0
    broken.clear()
    assert retry_pending() == 1
    assert heard == [event, event]
    assert not EventRecord.objects.pending().exists()
    assert retry_pending() == 0


@pytest.mark.django_db(transaction=True)
def test_announcing_outside_a_transaction_is_refused(at):
    with pytest.raises(transaction.TransactionManagementError):
        announce(Rung(bell_id=1, loudness=Decimal(1), at=at))


@pytest.mark.django_db(transaction=True)
def test_a_fact_that_is_rolled_back_leaves_no_record(at):
    def half() -> None:
        with transaction.atomic():
            announce(Rung(bell_id=1, loudness=Decimal(1), at=at))
            raise ValueError("half")

    with pytest.raises(ValueError, match=r"^half$"):
        half()
    assert not EventRecord.objects.exists()
