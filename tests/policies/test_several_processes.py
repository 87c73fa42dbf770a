"""Several processes agree on a policy within five seconds, and two who set it at once do not overwrite each other."""

from __future__ import annotations

import threading

import pytest
from django.core.cache import cache
from django.db import connection

from school.policies import reading
from school.policies.errors import PolicyChangedMeanwhile
from school.policies.models import PolicyChange
from school.policies.reading import policy
from school.policies.services.setting import set_policy

pytestmark = pytest.mark.pg


@pytest.fixture
def clock(monkeypatch):
    """The clock by which a process remembers."""
    now = [1000.0]
    monkeypatch.setattr(reading, "monotonic", lambda: now[0])
    return now


def by_another_process(at, value: int) -> None:
    """What another process writes: this one's memory and the cache of this one hear nothing of it."""
    number = PolicyChange.objects.filter(key="tested.minutes").count() + 1
    PolicyChange.objects.create(key="tested.minutes", number=number, value=value, changed_at=at, reason="elsewhere")


@pytest.mark.django_db
def test_what_another_process_set_holds_here_within_five_seconds(clock, at):
    assert policy("tested.minutes") == 30
    by_another_process(at, 45)
    assert policy("tested.minutes") == 30, "remembered"
    assert reading.REMEMBERED_SECONDS + reading.SHARED_SECONDS <= 5
    clock[0] += reading.REMEMBERED_SECONDS
    cache.clear()  # which the shared cache does by itself after SHARED_SECONDS
    assert policy("tested.minutes") == 45


@pytest.mark.django_db
def test_setting_makes_the_shared_cache_forget_at_once(clock, at):
    assert policy("tested.minutes") == 30
    set_policy(key="tested.minutes", value=45, member=None, office_id=None, reason="as decided", at=at)
    clock[0] += reading.REMEMBERED_SECONDS  # the others' memory
    assert policy("tested.minutes") == 45


@pytest.mark.django_db(transaction=True)
def test_of_two_who_saw_the_same_value_one_is_told_to_look_again(at):
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def decide(value: int) -> None:
        start.wait()
        try:
            set_policy(
                key="tested.minutes", value=value, member=None, office_id=None, reason="as decided", at=at, seen=0
            )
            outcomes.append("set")
        except PolicyChangedMeanwhile:
            outcomes.append("look again")
        finally:
            connection.close()

    both = [threading.Thread(target=decide, args=(value,)) for value in (45, 60)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sorted(outcomes) == ["look again", "set"]
    assert PolicyChange.objects.count() == 1
