"""Several processes settle groups of the same members at once: as threads here, each with its own connection."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from progress.intervals import measure
from progress.models import AcceptedBeat, SpentTime
from progress.services.tracking import accept_beats
from tests.progress.recordings import Watching

pytestmark = [pytest.mark.pg, pytest.mark.django_db(transaction=True)]
PROCESSES = 6


def at_once(acts):
    """Call them in threads that start together; returns what each returned."""
    start = Barrier(len(acts))

    def run(act):
        start.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return [done.result() for done in [threads.submit(run, act) for act in acts]]


def test_the_same_time_is_spent_once_by_parallel_groups(lecture, learner, at):
    devices = [Watching.open(member=learner, lecture=lecture, at=at) for _ in range(PROCESSES)]
    receipts = at_once(
        [lambda device=device, n=n: device.send(device.beat((0, 10_000), (n * 10_000, n * 10_000 + 10_000)))
         for n, device in enumerate(devices)]
    )  # fmt: skip
    assert sum(len(receipt.accepted) for receipt in receipts) == 1
    assert devices[0].seconds == 10
    assert sum(measure(row.intervals) for row in SpentTime.objects.all()) == 10_000


def test_a_repeat_that_races_with_its_original_is_counted_once(watching):
    beat = watching.beat((0, 10_000), (0, 10_000))
    receipts = at_once([lambda: watching.send(beat)] * PROCESSES)
    assert {receipt.accepted for receipt in receipts} == {((1, 10),)}
    assert AcceptedBeat.objects.count() == 1


def test_groups_with_the_members_in_opposite_orders_do_not_wait_for_each_other(lecture, make_member, second_branch, at):
    watchers = [Watching.open(member=make_member(f"学员{n}", second_branch), lecture=lecture, at=at) for n in range(8)]

    def settle(order, number):
        # Each process has its own second of every member, so all of them must be accepted.
        start = number * 1_000
        deliveries = [
            watcher.delivery(
                watcher.beat((start, start + 1_000), (start, start + 1_000), seq=number + 1), after_ms=20_000
            )
            for watcher in order
        ]
        return accept_beats(deliveries=deliveries, at=at)

    orders = [watchers, watchers[::-1]] * (PROCESSES // 2)
    groups = at_once([lambda order=order, n=n: settle(order, n) for n, order in enumerate(orders)])
    assert all(receipt.refused == () for receipts in groups for receipt in receipts)
    assert [watcher.seconds for watcher in watchers] == [PROCESSES] * 8
