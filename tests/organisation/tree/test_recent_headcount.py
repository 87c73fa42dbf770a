"""A great many people are not counted for every page: a count of the last minute serves while nobody moved."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache

from school.organisation import subtrees
from school.organisation.services.joining import affiliate
from school.organisation.subtrees import headcount, recent_headcount

pytestmark = pytest.mark.django_db


@pytest.fixture
def count(college, at, monkeypatch):
    """count(minutes) → the headcount of the college for a page that many minutes on, from three people up kept."""
    cache.clear()
    monkeypatch.setattr(subtrees, "MANY", 3)

    def run(minutes: int = 0):
        return recent_headcount(paths=[college.path], on=at.date(), at=at + timedelta(minutes=minutes))

    yield run
    cache.clear()


def test_a_second_page_takes_the_first_ones_count_and_says_when(
    count, college, second_branch, learner, peer, officer, at
):
    first, second = count(), count(1)
    assert first.counted_at is None
    assert second.counted_at == at
    assert first.by_beginning == second.by_beginning == headcount(paths=[college.path], on=at.date()).by_beginning


def test_as_soon_as_somebody_moves_people_are_counted_again(
    count, college, second_branch, third_branch, learner, peer, officer, at
):
    count()
    affiliate(member=learner, organisation=third_branch, on=at.date())
    after = count()
    assert after.counted_at is None
    assert after.by_beginning == headcount(paths=[college.path], on=at.date()).by_beginning


def test_few_people_are_counted_each_time(count, college, learner, at, monkeypatch):
    monkeypatch.setattr(subtrees, "MANY", 5000)
    assert count().counted_at is count(1).counted_at is None
