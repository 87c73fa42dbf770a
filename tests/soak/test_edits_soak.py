"""Long lives of courses: random edits, publications and viewing, for every seed (SOAK_SEED, SOAK_ROUNDS)."""

from __future__ import annotations

import os
import random

import pytest

from tests.progress.conftest import first_rules  # noqa: F401  # a fixture
from tests.progress.revised.edits import Life

pytestmark = [pytest.mark.pg, pytest.mark.django_db]
SEED = int(os.environ.get("SOAK_SEED") or random.randrange(10**6))
LIVES, ACTS = int(os.environ.get("SOAK_ROUNDS", "60")), 60


def test_no_life_of_a_course_takes_anything_away(
    first_rules,  # noqa: F811
    economics,
    college,
    instructor,
    learner,
    peer,
    at,
):
    for number in range(LIVES):
        seed = SEED * 1_000 + number
        print(f"seed {seed}")
        life = Life(seed, economics, instructor, [college, economics], [learner, peer], at)
        life.live(ACTS)
        assert life.completions, f"seed {seed}: nobody completed anything, so nothing was put to the test"
