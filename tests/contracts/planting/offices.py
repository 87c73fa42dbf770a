"""The secretary's office of the second branch, and a task that waits for it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from school.accounts.services.recovering import ask_secretary
from school.organisation.models import Task

if TYPE_CHECKING:
    from tests.contracts.world import World


def plant(world: World, at: datetime) -> None:
    """The learner cannot sign in; her name, a canary already, stands in the task."""
    ask_secretary(name=world.people["learner"].number, network="192.0.2.1", at=at)
    world.ids["task_id"] = Task.objects.get(kind="help_signing_in").public_id
    world.ids["office_id"] = world.people["secretary"].offices.get().public_id
