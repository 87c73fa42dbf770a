"""A published course with recordings, and a member who watches them."""

from __future__ import annotations

import pytest

from progress.models import RuleVersion
from progress.services.ruling import install_first_rules
from tests.progress.recordings import Watching, publish_course_of


@pytest.fixture
def first_rules(db) -> RuleVersion:
    """A flush at the end of a transactional test takes away what the migration installed."""
    return install_first_rules()


@pytest.fixture
def publish(first_rules, college, economics, instructor, at):
    """publish(minutes=[3, 3], …) → the lectures of a course that is open to the whole college."""

    def make(**options):
        return publish_course_of(owner=economics, author=instructor, audience=college, at=at, **options)

    return make


@pytest.fixture
def lecture(publish):
    """One recording of two minutes."""
    return publish(durations_ms=[120_000])[0]


@pytest.fixture
def watching(lecture, learner, at) -> Watching:
    """The learner's session of that recording, opened at `at`."""
    return Watching.open(member=learner, lecture=lecture, at=at)
