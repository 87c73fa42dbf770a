"""Imports whose workers are killed at random points, again and again (SOAK_SEED, SOAK_ROUNDS)."""

from __future__ import annotations

import os
import random

import pytest

from tests.importing.conftest import act  # noqa: F401 - the same officer
from tests.importing.killing import survive

SEED = int(os.environ.get("SOAK_SEED") or random.randrange(10**6))
ROUNDS = int(os.environ.get("SOAK_ROUNDS", "10"))

pytestmark = [pytest.mark.pg, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("number", range(ROUNDS))
def test_an_import_survives_killed_workers(college, second_branch, act, number):  # noqa: F811
    print(f"SOAK_SEED={SEED} round {number}")
    survive(f"{SEED}-{number}", rows=600, kills=3, root=college, branch=second_branch, act=act)
