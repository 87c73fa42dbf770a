"""A recording takes the place of another: what was watched stays, and counts for the new one if its author says so."""

from __future__ import annotations

from datetime import timedelta

import pytest

from courses.models import LectureRevision
from courses.services import attach_asset, publish_course
from courses.services.replacing import state_replacement
from progress.models import Coverage, LectureCompletion, SpentTime, ViewingSession
from progress.reading import seconds_of
from progress.services.rebuilding import differences
from tests.progress.recordings import Watching, ready_asset

pytestmark = [pytest.mark.django_db, pytest.mark.pg]
LATER = timedelta(hours=1)


@pytest.fixture
def replace(lecture, economics, instructor, college, at):
    """replace(duration_ms=…, offset=8, at=…) → the lecture as members see it with another recording."""

    def make(*, at, duration_ms=128_000, offset=None, asset=None):
        draft = type(lecture).objects.select_related("chapter__course").get(pk=lecture.pk)
        before = draft.asset
        new = asset or ready_asset(owner=economics, author=instructor, duration_ms=duration_ms, at=at)
        attach_asset(lecture=draft, asset=new, at=at)
        if offset is not None:
            state_replacement(lecture=draft, before=before, offset_seconds=offset, member=instructor, at=at)
        course = draft.chapter.course
        publish_course(course=course, member=instructor, audiences=[college], at=at)
        return LectureRevision.objects.current().select_related("asset").get(lecture=lecture)

    return make


def test_another_film_begins_at_nothing_yet_no_less_is_shown_than_before(watching, lecture, learner, replace, at):
    watching.watch(0, 60)
    shown = replace(at=at + LATER)
    seen = seconds_of(learner.pk, shown)
    assert (seen.covered, seen.percent, seen.complete) == ((), 50, False)
    assert watching.seconds == 60, "the coverage of the old recording is kept"


def test_the_same_film_with_an_intro_of_eight_seconds_carries_them_shifted(watching, learner, replace, at):
    watching.watch(0, 60)
    shown = replace(at=at + LATER, offset=8)
    assert seconds_of(learner.pk, shown).covered == ((8, 68),)


def test_what_was_cut_off_the_beginning_is_not_carried(watching, learner, replace, at):
    watching.watch(0, 60)
    shown = replace(at=at + LATER, duration_ms=90_000, offset=-30)
    assert seconds_of(learner.pk, shown).covered == ((0, 30),)


def test_chains_compose_and_what_a_cut_left_out_does_not_come_back(watching, learner, replace, at):
    watching.watch(0, 120)
    replace(at=at + LATER, duration_ms=60_000, offset=0)
    shown = replace(at=at + 2 * LATER, duration_ms=130_000, offset=10)
    assert seconds_of(learner.pk, shown).covered == ((10, 70),)


def test_a_recording_that_comes_back_has_its_own_seconds(watching, lecture, learner, replace, at):
    watching.watch(0, 60)
    first = lecture.asset
    replace(at=at + LATER, offset=8)
    shown = replace(at=at + 2 * LATER, asset=first, offset=-8)
    assert seconds_of(learner.pk, shown).covered == ((0, 60),)


def test_what_is_carried_completes_with_what_is_watched_and_spends_no_time(watching, lecture, learner, replace, at):
    watching.watch(0, 60)
    spent = list(SpentTime.objects.order_by("pk").values_list("day", "spent"))
    replace(at=at + LATER, offset=8)
    again = Watching.open(member=learner, lecture=lecture, at=at + 2 * LATER)
    assert list(SpentTime.objects.exclude(spent=[]).order_by("pk").values_list("day", "spent")) == [
        row for row in spent if row[1]
    ]
    again.watch(68, 110)
    completion = LectureCompletion.objects.get(member=learner, lecture=lecture)
    assert completion.deciding_id == again.session.public_id
    assert Coverage.objects.get(member=learner, asset=again.session.asset).played.bits.bit_count() == 42
    assert list(differences(at=at + 3 * LATER)) == []


def test_what_is_carried_alone_completes_at_the_opening(watching, lecture, learner, replace, at):
    watching.watch(0, 80)
    replace(at=at + LATER, duration_ms=80_000, offset=0)
    Watching.open(member=learner, lecture=lecture, at=at + 2 * LATER)
    assert LectureCompletion.objects.filter(member=learner, lecture=lecture).exists()
    assert list(differences(at=at + 3 * LATER)) == []


def test_the_rebuild_finds_seconds_that_are_carried_without_a_beat(watching, lecture, learner, replace, at):
    watching.watch(0, 30)
    replace(at=at + LATER, offset=0)
    again = Watching.open(member=learner, lecture=lecture, at=at + 2 * LATER)
    ViewingSession.objects.filter(pk=again.session.pk).update(carried=b"\xff" * 15)
    found = [str(one) for one in differences(at=at + 3 * LATER) if one.what == "carried seconds"]
    assert found == [f"carried seconds {again.session.public_id}: 90 seconds are carried over that no beat played"]


def test_a_statement_that_is_taken_back_counts_from_the_next_publication(
    watching, lecture, learner, instructor, replace, at
):
    watching.watch(0, 60)
    first = lecture.asset
    shown = replace(at=at + LATER, offset=8)
    draft = type(lecture).objects.select_related("chapter__course").get(pk=lecture.pk)
    state_replacement(lecture=draft, before=first, offset_seconds=None, member=instructor, at=at + LATER)
    assert seconds_of(learner.pk, shown).covered == ((8, 68),)
    again = replace(at=at + 2 * LATER, asset=draft.asset)
    seen = seconds_of(learner.pk, again)
    assert (seen.covered, seen.percent) == ((), 50)
