"""Many members in one transaction: six statements, however many they are, and nobody harmed by another."""

import asyncio

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from progress.consumers.grouping import Grouping
from progress.errors import BusyRecording
from progress.models import AcceptedBeat, LectureCompletion, RuleVersion
from progress.services.tracking import accept_beats
from school.events.announcing import retry_pending
from school.events.models import EventRecord
from tests.progress.recordings import Watching


@pytest.fixture
def crowd(make_member, second_branch, lecture, at):
    members = [make_member(f"学员{n}", second_branch) for n in range(24)]
    return [Watching.open(member=member, lecture=lecture, at=at) for member in members]


def deliveries(watchers, start_ms, end_ms):
    return [
        watcher.delivery(watcher.beat((start_ms, end_ms), (start_ms, end_ms)), after_ms=end_ms) for watcher in watchers
    ]


@pytest.mark.pg
@pytest.mark.parametrize("size", [1, 24])
def test_a_group_takes_six_statements(crowd, at, size):
    with CaptureQueriesContext(connection) as asked:
        receipts = accept_beats(deliveries=deliveries(crowd[:size], 0, 10_000), at=at)
    statements = [one["sql"] for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]
    assert len(statements) <= 6, statements
    assert [receipt.accepted for receipt in receipts] == [((1, 10),)] * size
    assert AcceptedBeat.objects.count() == size


@pytest.mark.pg
def test_two_deliveries_of_one_member_in_one_group_see_each_other(watching, at):
    one = watching.delivery(watching.beat((0, 10_000), (0, 10_000)), after_ms=20_000)
    same_time = watching.delivery(watching.beat((5_000, 15_000), (20_000, 30_000)), after_ms=20_000)
    receipts = accept_beats(deliveries=[one, same_time, one], at=at)
    assert [len(receipt.accepted) for receipt in receipts] == [1, 0, 1]
    assert watching.seconds == 10


def test_a_completion_that_fails_undoes_no_beat_and_follows_later(watching):
    RuleVersion.objects.update(effective_from="2099-01-01")
    watching.watch(0, 120)
    assert watching.seconds == 120
    assert not LectureCompletion.objects.exists()
    assert EventRecord.objects.pending().count() == 1
    RuleVersion.objects.update(effective_from="2019-05-06")
    assert retry_pending() == 1
    assert LectureCompletion.objects.count() == 1


def settled(settle, given):
    async def run():
        grouping = Grouping(settle)
        return await asyncio.gather(*(grouping.answer(one) for one in given), return_exceptions=True)

    return asyncio.run(run())


def test_what_breaks_a_group_harms_nobody_else():
    def settle(group):
        if 3 in group:
            raise ValueError("poison")
        return [one * 10 for one in group]

    answers = settled(settle, range(5))
    assert [type(one) if isinstance(one, Exception) else one for one in answers] == [0, 10, 20, BusyRecording, 40]


def test_a_database_that_is_away_is_asked_once():
    asked = []

    def settle(group):
        asked.append(len(group))
        raise OperationalError("away")

    assert all(isinstance(one, BusyRecording) for one in settled(settle, range(5)))
    assert asked == [5]
