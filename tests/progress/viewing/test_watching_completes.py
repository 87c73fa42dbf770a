"""From the first second to the completed lecture: one completion, one line of the ledger."""

from datetime import timedelta
from decimal import Decimal

import pytest

from progress.models import (
    AcceptedBeat,
    CourseCompletion,
    Coverage,
    CreditOutcome,
    LectureCompletion,
    LedgerEntry,
    SpentTime,
)
from tests.progress.recordings import Watching

pytestmark = pytest.mark.pg


def test_watching_the_required_share_completes_the_lecture(watching, learner, lecture):
    watching.watch(0, 60)
    assert not LectureCompletion.objects.exists()
    watching.watch(60, 89)
    assert not LectureCompletion.objects.exists()  # 89 of 120 seconds; three quarters are asked for
    watching.watch(89, 90)
    completion = LectureCompletion.objects.get()
    assert (completion.member, completion.lecture, completion.deciding_fact) == (learner, lecture, "coverage")
    assert completion.deciding_id == watching.session.public_id
    assert completion.completed_at == watching.session.opened_at + timedelta(seconds=90)


def test_a_completed_lecture_writes_exactly_one_line(watching, learner, lecture):
    watching.watch(0, 120)
    watching.watch(0, 120)
    entry = LedgerEntry.objects.get()
    assert (entry.member, entry.item, entry.hours) == (learner, f"lecture:{lecture.public_id}", Decimal("0.25"))
    assert (entry.category, entry.credit_year, entry.n) == ("self_paced", 2026, 1)
    completion = LectureCompletion.objects.get()
    assert entry.evidence_id == completion.public_id
    assert completion.credit_outcome == CreditOutcome.CREDITED
    assert CourseCompletion.objects.filter(member=learner, course=lecture.chapter.course).count() == 1


def test_the_course_is_completed_with_its_last_lecture(publish, learner, at):
    one, two = publish(durations_ms=[60_000, 60_000])
    Watching.open(member=learner, lecture=two, at=at).watch(0, 60)
    assert not CourseCompletion.objects.exists()
    Watching.open(member=learner, lecture=one, at=at + timedelta(minutes=2)).watch(0, 60)
    assert CourseCompletion.objects.get().completed_at == at + timedelta(minutes=3)


def test_many_micro_lectures_earn_no_more_than_the_course_is_long(publish, learner, at):
    lectures = publish(durations_ms=[180_000] * 5)
    for n, lecture in enumerate(lectures):
        Watching.open(member=learner, lecture=lecture, at=at + timedelta(minutes=4 * n)).watch(0, 180)
    assert LedgerEntry.objects.all().net_hours() == Decimal("0.50")  # fifteen minutes are a third of an hour
    outcomes = list(LectureCompletion.objects.order_by("completed_at").values_list("credit_outcome", flat=True))
    assert outcomes == ["credited"] * 2 + ["course_cap"] * 3


def test_a_recording_seen_in_another_lecture_need_not_be_seen_again(publish, watching, learner, lecture, at):
    watching.watch(0, 120)
    (other,) = publish(assets=[lecture.asset], title="另一门课")
    Watching.open(member=learner, lecture=other, at=at + timedelta(hours=1))
    assert LectureCompletion.objects.filter(member=learner, lecture=other).count() == 1


def test_it_goes_on_where_the_member_stopped_on_another_device(watching, learner, lecture, at):
    watching.watch(0, 40)
    later = Watching.open(member=learner, lecture=lecture, at=at + timedelta(hours=1))
    kept = Coverage.objects.get()
    assert (kept.resume_ms, later.seconds) == (40_000, 40)


def test_a_late_beat_does_not_set_the_place_back(watching):
    first, second = watching.beat((0, 10_000), (0, 10_000)), watching.beat((10_000, 20_000), (50_000, 60_000))
    watching.send(second, after_ms=20_000)
    watching.send(first, after_ms=30_000)
    assert Coverage.objects.get().resume_ms == 60_000


def test_an_identical_repeat_gets_the_same_answer_and_counts_once(watching):
    beat = watching.beat((0, 10_000), (0, 10_000))
    first, again = watching.send(beat), watching.send(beat, after_ms=70_000)
    assert first.accepted == again.accepted == ((1, 10),)
    assert AcceptedBeat.objects.count() == 1


def test_time_over_midnight_is_kept_by_day(publish, learner, at):
    (lecture,) = publish(durations_ms=[120_000])
    late = at.replace(hour=23, minute=59, second=30)
    Watching.open(member=learner, lecture=lecture, at=late).watch(0, 60)
    days = SpentTime.objects.exclude(spent=[]).order_by("day")
    assert [(str(day.day), sum(end - start for start, end in day.spent)) for day in days] == [
        ("2026-11-23", 30_000),
        ("2026-11-24", 30_000),
    ]
