"""What the year asks of the members, and who is let off."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from random import Random

from progress.models import Exemption, RuleVersion, StudyRequirement
from school.demo.college import Study
from school.demo.founding import College
from school.demo.year import StudyYear
from school.organisation.models import Member, Stage

TITLE = "党员年度集中学习"
SOURCE = "《中国共产党党员教育管理工作条例》第二十条：党员每年集中学习培训时间一般不少于32学时。"
HOURS = Decimal("32.00")
REASONS = {"retired": ("年事已高，本人申请", "行动不便，支部送学上门"), "other": ("因病休养", "产假", "术后康复")}


def demand_study(*, college: College, year: StudyYear, version: RuleVersion) -> StudyRequirement:
    """The year's 32 hours, for full and probationary members alike."""
    return StudyRequirement.objects.create(
        organisation=college.root,
        rule_version=version,
        year=year.number,
        title=TITLE,
        source=SOURCE,
        hours=HOURS,
        stages=[Stage.FULL.value, Stage.PROBATIONARY.value],
    )


def exempt_members(*, college: College, year: StudyYear, heads: dict[int, Member], rng: Random) -> list[Exemption]:
    """Exemptions, given by the head of the branch: branch → member."""
    return Exemption.objects.bulk_create(
        [
            Exemption(
                member=member,
                year=year.number,
                reason=rng.choice(REASONS.get(person.category, REASONS["other"])),
                granted_by=heads[person.branch],
                granted_at=year.courses_open + timedelta(hours=rng.randint(1, 15)),
            )
            for person, member in zip(college.plan.people, college.members, strict=True)
            if person.study == Study.EXEMPT
        ]
    )
