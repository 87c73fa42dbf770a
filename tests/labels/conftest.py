"""Whatever pack a test puts in force, the next test begins with the words that change nothing."""

from __future__ import annotations

import pytest

from school import labels


@pytest.fixture(autouse=True)
def _party_words_afterwards():
    yield
    labels._current["pack"] = labels.NO_CHANGE
