"""A checked import with a new person, a change and an error, one whose columns wait, and the secretary's export."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from school.importing.services.exporting import ask_for_export
from school.importing.services.starting import confirm_columns, start_import
from school.importing.services.working import work_on_export, work_on_import
from school.organisation.acting import Act
from school.organisation.models import Affiliation, Office

if TYPE_CHECKING:
    from tests.contracts.world import World

SHEET = """学工号,姓名,所在党支部,人员类别,政治面貌,联系电话
YQ-CANARY-7,金丝雀新人,经管第二支部,学生,入党积极分子,
{number},金丝雀改名,经管第二支部,,,13800138007
YQ-CANARY-8,金丝雀错行,没有的支部,学生,入党积极分子,
"""


def plant(world: World, at: datetime) -> None:
    learner, officer, secretary = (world.people[name] for name in ("learner", "officer", "secretary"))
    place = Affiliation.objects.get(member=learner, ends_on__isnull=True).organisation
    act = Act(member=officer, at=at, office_id=Office.objects.get(member=officer).pk, reason="金丝雀附注")
    data = SHEET.format(number=learner.number).encode()
    fresh, batch = (
        start_import(kind="members", organisation=place, file_name="金丝雀名册.csv", chunks=[data], act=act)
        for _copy in range(2)
    )
    confirm_columns(batch=batch, mapping=batch.mapping, act=act)
    work_on_import(batch_id=batch.pk)
    asking = Act(member=secretary, at=at, office_id=Office.objects.get(member=secretary).pk, reason="金丝雀用途")
    job = ask_for_export(kind="members", organisation=place, format_name="csv", language="zh-hans", act=asking)
    work_on_export(job_id=job.pk)
    world.ids |= {
        "batch_id": batch.public_id,
        "fresh_batch_id": fresh.public_id,
        "job_id": job.public_id,
        "sheet_kind": "members",
        "format_name": "xlsx",
    }
    world.canaries += ["金丝雀新人", "金丝雀改名", "金丝雀错行", "金丝雀名册", "金丝雀附注", "金丝雀用途"]
