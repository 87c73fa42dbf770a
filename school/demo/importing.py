"""A sheet of this autumn's applicants that the officer has had checked and not applied yet."""

from __future__ import annotations

from datetime import timedelta

from school.demo.founding import College
from school.demo.year import StudyYear
from school.importing.services.starting import confirm_columns, start_import
from school.importing.services.working import work_on_import
from school.organisation.acting import Act
from school.organisation.models import Member, Role

HEADINGS = "学工号,姓名,所在党支部,人员类别,政治面貌,申请入党时间,列为积极分子时间,手机号,备注"
# The last three are for the reader of the check: a day that never was, a branch nobody knows, steps in a wrong order.
LINES = (
    "YQ26S901,苏晓雨,{branch},学生,入党申请人,2026年9月10日,,00055590001,",
    "YQ26S902,迪丽努尔·艾山,{branch},学生,入党积极分子,2025.9.20,2026.9.28,00055590002,",
    "YQ26S903,何家乐,{branch},学生,入党申请人,2026/10/8,,00055590003,班长",
    "YQ26S904,罗一鸣,{branch},学生,入党申请人,2026-02-30,,00055590004,",
    "YQ26S905,梁思齐,第九十九党支部,学生,入党申请人,2026-10-09,,00055590005,",
    "YQ26S906,郑可欣,{branch},学生,入党积极分子,2026-09-12,2026-03-01,00055590006,",
)


def import_a_sheet(*, college: College, year: StudyYear) -> None:
    """Choose the file and the columns as the officer would, an hour ago; an officer can apply it from there."""
    officer = Member.objects.filter(offices__role=Role.COMMITTEE_OFFICER).order_by("number")[0]
    office = officer.offices.select_related("organisation").get(role=Role.COMMITTEE_OFFICER)
    at = year.at - timedelta(hours=1)
    act = Act(member=officer, at=at, office_id=office.pk, reason="2026年秋季新申请人")
    sheet = "\r\n".join((HEADINGS, *LINES)).format(branch=college.branches[0].name)
    batch = start_import(
        kind="members",
        organisation=office.organisation,
        file_name="2026年秋季入党申请人.csv",
        chunks=[sheet.encode("utf-8-sig")],
        act=act,
    )
    confirm_columns(batch=batch, mapping=batch.mapping, act=act)
    work_on_import(batch_id=batch.pk, clock=lambda: at)
