"""One notice to the learner."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from school.notices.models import Notice

if TYPE_CHECKING:
    from tests.contracts.world import World


def plant(world: World, at: datetime) -> None:
    """Straight into her inbox."""
    notice = Notice.objects.create(
        member=world.people["learner"],
        kind="course_published",
        object_kind="course",
        object_id="canary",
        facts={"title": "金丝雀消息", "number": 1, "required": True},
        url="/courses/",
        at=at,
    )
    world.ids["notice_id"] = notice.public_id
    world.canaries.append("金丝雀消息")
