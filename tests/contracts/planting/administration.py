"""Administrators with their second factors, a policy, an audit entry on the learner, an archive, and a logo."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from school.audit.recording import record
from school.audit.services.archives import ask_for_archive, make_waiting_archives
from school.organisation.models import ADMINISTRATORS
from school.policies.services.picturing import keep_picture
from school.policies.services.setting import set_policy
from tests.accounts.confirming import give_factor

if TYPE_CHECKING:
    from tests.contracts.world import World


def plant(world: World, at: datetime) -> None:
    """Through the services that the pages use."""
    for administrator in ADMINISTRATORS:
        give_factor(world.people[administrator])
    learner = world.people["learner"]
    entry = record(
        actor=world.people["secretary"],
        action="tested.planted",
        subject_kind="member",
        subject_id=learner.public_id,
        reason="金丝雀理由",
        at=at,
    )
    auditor = world.people["audit_administrator"]
    archive = ask_for_archive(
        since=at - timedelta(days=1), until=at, by=auditor, office_id=None, reason="年度检查", at=at
    )
    make_waiting_archives(at=at)
    picture = BytesIO()
    Image.new("RGB", (64, 64), "white").save(picture, "PNG")
    digest = keep_picture(content=picture.getvalue()).digest
    set_policy(key="institution.logo", value=digest, member=None, office_id=None, reason="校徽", at=at)
    world.ids |= {
        "group": "mail",
        "key": "accounts.idle_minutes",
        "audit_id": str(entry.pk),
        "archive_id": archive.public_id,
    }
    world.canaries.append("金丝雀理由")
