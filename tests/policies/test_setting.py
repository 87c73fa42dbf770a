"""A policy is set with a reason, checked, numbered, audited, and put back."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from school.audit.models import AuditEntry
from school.policies.errors import PolicyChangedMeanwhile, PolicyUnknown, PolicyValueRefused, ReasonMissing
from school.policies.models import PolicyChange
from school.policies.reading import policy
from school.policies.services.setting import reset_policy, set_policy

pytestmark = [pytest.mark.django_db, pytest.mark.pg]


@pytest.fixture
def setting(at, learner):
    """setting("tested.minutes", 45) by some administrator with some reason."""

    def change(key, value, **fields):
        return set_policy(
            **{"key": key, "value": value, "member": learner, "office_id": 7, "reason": "as decided", "at": at} | fields
        )

    return change


def test_nothing_set_means_the_default_of_each_kind(tested_policies):
    assert {key: policy(key) for key in tested_policies} == {key: p.default for key, p in tested_policies.items()}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("tested.minutes", 45),
        ("tested.allowed", False),
        ("tested.name", "云桥学院"),
        ("tested.way", "letter"),
        ("tested.quiet_from", time(21, 30)),
        ("tested.words", ("两个", "words")),
    ],
)
def test_a_value_set_is_read_with_its_type(setting, key, value):
    setting(key, value)
    assert policy(key) == value
    assert type(policy(key)) is type(value)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("tested.minutes", 4),
        ("tested.minutes", 1441),
        ("tested.minutes", "45"),
        ("tested.minutes", True),
        ("tested.allowed", 1),
        ("tested.name", "x" * 21),
        ("tested.name", "a\x00b"),
        ("tested.way", "pigeon"),
        ("tested.quiet_from", "21:30"),
        ("tested.words", ("a", "b", "c", "d")),
        ("tested.words", ("",)),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(setting, key, value):
    before = policy(key)
    with pytest.raises(PolicyValueRefused):
        setting(key, value)
    assert policy(key) == before
    assert not PolicyChange.objects.exists()


def test_who_when_and_why_are_kept_and_audited(setting, learner, at):
    setting("tested.minutes", 45)
    setting("tested.minutes", 60, at=at + timedelta(hours=1), reason="longer meetings")
    newest = PolicyChange.objects.of("tested.minutes").first()
    assert (newest.number, newest.changed_by, newest.reason) == (2, learner.public_id, "longer meetings")
    entry = AuditEntry.objects.filter(action="policy.set", subject_id="tested.minutes").latest("pk")
    assert (entry.actor_id, entry.office_id, entry.reason) == (learner.public_id, 7, "longer meetings")
    assert entry.details == {"before": 45, "after": 60, "default": 30}


def test_the_default_comes_back_and_history_stays(setting, learner, at):
    setting("tested.minutes", 45)
    reset_policy(key="tested.minutes", member=learner, office_id=7, reason="back", at=at)
    assert policy("tested.minutes") == 30
    assert [change.value for change in PolicyChange.objects.of("tested.minutes")] == [None, 45]
    assert AuditEntry.objects.filter(action="policy.reset").exists()


def test_a_reason_is_needed(setting):
    with pytest.raises(ReasonMissing):
        setting("tested.minutes", 45, reason="  ")


def test_an_unknown_policy_cannot_be_set(setting):
    with pytest.raises(PolicyUnknown):
        setting("tested.nothing", 45)


def test_who_saw_an_older_value_is_told_so(setting):
    setting("tested.minutes", 45)
    with pytest.raises(PolicyChangedMeanwhile):
        setting("tested.minutes", 50, seen=0)
    setting("tested.minutes", 50, seen=1)
    assert policy("tested.minutes") == 50


def test_reading_many_policies_costs_one_query_and_then_none(setting, django_assert_num_queries, tested_policies):
    setting("tested.minutes", 45)
    with django_assert_num_queries(1):
        assert {key: policy(key) for key in tested_policies}["tested.minutes"] == 45
    with django_assert_num_queries(0):
        assert policy("tested.minutes") == 45
