"""Random edits, publications and viewing: nothing earned is lost, nothing shown falls (long runs: tests/soak)."""

from __future__ import annotations

import pytest

from tests.progress.revised.edits import Life

pytestmark = [pytest.mark.django_db]


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_random_edits_never_take_anything_away(seed, first_rules, economics, college, instructor, learner, peer, at):
    life = Life(
        seed=seed,
        owner=economics,
        author=instructor,
        audiences=[college, economics],
        members=[learner, peer],
        at=at,
    )
    life.live(18)
