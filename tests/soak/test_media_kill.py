"""Workers killed at random moments, again and again: every recording is whole in the end (SOAK_SEED, SOAK_ROUNDS)."""

from __future__ import annotations

import os
import random
import time

import pytest

from media.services.claiming import MOST_ATTEMPTS
from media.tasks import process_asset, sweep
from tests.media.conftest import assets_root, clips, ffmpeg, store  # noqa: F401 - the same recordings and places
from tests.media.killing import assert_whole, kill, let_lease_lapse, worker

SEED = int(os.environ.get("SOAK_SEED") or random.randrange(10**6))
ROUNDS = int(os.environ.get("SOAK_ROUNDS", "20"))

pytestmark = [pytest.mark.ffmpeg, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_recording_survives_killed_workers(store, clips, monkeypatch, number):  # noqa: F811
    chance = random.Random(f"{SEED}-{number}")
    print(f"SOAK_SEED={SEED} round {number}")
    with monkeypatch.context() as hints_are_lost:
        hints_are_lost.setattr(process_asset, "delay", lambda asset_id: None)
        asset = store(clips(chance.choice(["lecture.mp4", "fitting.mp4", "large.mp4", "talk.mp3"])))
    for _kill in range(chance.randint(1, MOST_ATTEMPTS - 1)):
        with worker(asset, preset="medium") as process:
            time.sleep(chance.uniform(0.2, 5.0))
            kill(process)
        let_lease_lapse(asset)
    sweep()
    assert_whole(asset)
