"""Forged beats by the thousand, over HTTP: the bound holds for every seed (SOAK_SEED, SOAK_ROUNDS)."""

from __future__ import annotations

import os
import random

import pytest

from progress.services.rebuilding import differences
from progress.services.ruling import install_first_rules
from school.audit.sealing import breaks
from tests.attacks.forging import Device, Forger, assert_the_bound_holds, credited_seconds, send_all
from tests.progress.recordings import publish_course_of

SEED = int(os.environ.get("SOAK_SEED") or random.randrange(10**6))
ROUNDS = int(os.environ.get("SOAK_ROUNDS", "20"))
REQUESTS = 400

pytestmark = [pytest.mark.pg, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("number", range(ROUNDS))
def test_no_forger_gains_a_second(college, economics, instructor, learner, peer, at, number):
    seed = SEED * 1_000 + number
    print(f"SOAK_SEED={SEED} round {number}")
    install_first_rules()
    lengths_s = [600, 90, 1, 45]
    lectures = publish_course_of(
        owner=economics,
        author=instructor,
        audience=college,
        at=at.replace(month=9),
        durations_ms=[seconds * 1000 for seconds in lengths_s],
    )
    chance = random.Random(seed)
    devices = [Device.sign_in(member) for member in (learner, learner, learner, peer)]
    for device in devices:
        for lecture in lectures:
            device.open(lecture, ago_s=chance.uniform(1, 900))
    responses = send_all(Forger(seed, devices, lengths_s).requests(REQUESTS), at_once=chance.choice([1, 8, 64]))
    assert {response.status_code for response in responses} <= {200, 401, 404, 422}
    for member in (learner, peer):
        assert_the_bound_holds(member)
    assert credited_seconds(learner) > 0
    assert [str(found) for found in differences(at=devices[0].opened[0])] == []
    assert list(breaks()) == []
