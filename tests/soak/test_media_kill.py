"""Workers and encoders killed at random points of every phase (SOAK_SEED, SOAK_ROUNDS per phase): the table is printed.

Every recording is ready in the end, or failed with a reason; nothing is stuck, half published or left over.
"""

from __future__ import annotations

import os
import random
from collections import Counter

import pytest

from tests.media.conftest import assets_root, clips, ffmpeg, store  # noqa: F401 - the same recordings and places
from tests.media.dying import PHASES, Death, assert_settled, survive
from tests.media.test_never_lost import small_film, unique  # noqa: F401 - the same film

SEED = int(os.environ.get("SOAK_SEED") or random.randrange(10**6))
ROUNDS = int(os.environ.get("SOAK_ROUNDS", "20"))

pytestmark = [pytest.mark.ffmpeg, pytest.mark.pg, pytest.mark.django_db(transaction=True)]

outcomes: dict[str, Counter[str]] = {phase: Counter() for phase in PHASES}


@pytest.fixture(scope="module", autouse=True)
def table():
    yield
    print(f"\nSOAK_SEED={SEED}\n{'phase':18}{'tried':>6}{'ready':>7}{'failed':>8}")
    for phase, ended in outcomes.items():
        print(f"{phase:18}{ended.total():6}{ended['ready']:7}{ended['failed']:8}")
    print(f"{'all':18}{sum(ended.total() for ended in outcomes.values()):6}")


@pytest.mark.parametrize("phase", PHASES)
def test_a_recording_survives_deaths_in_every_phase(small_film, economics, instructor, phase):  # noqa: F811
    for number in range(ROUNDS):
        chance = random.Random(f"{SEED}-{phase}-{number}")
        random.seed(f"{SEED}-{phase}-{number}")
        others = [Death.drawn(chance.choice(list(PHASES)[2:]), chance) for _more in range(chance.choice([0, 0, 1, 2]))]
        deaths = [Death.drawn(phase, chance), *others]
        asset = survive(deaths, data=unique(small_film, chance), organisation=economics, member=instructor)
        try:
            assert_settled(asset)
        except AssertionError as wrong:
            raise AssertionError(f"SOAK_SEED={SEED} {phase} round {number}: {deaths}") from wrong
        outcomes[phase][asset.state] += 1
