"""What the administrators of the college have decided so far, and why."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from school.demo.founding import College
from school.demo.roles import demo_roles
from school.demo.year import StudyYear
from school.policies.services.setting import reset_policy, set_policy

# Who, how many days ago, what, why; None puts the default back.
DECISIONS: tuple[tuple[str, int, str, Any, str], ...] = (
    ("system_administrator", 60, "mail.footer", "云桥学院党委组织部 · 行政楼 312 室", "师生常问找谁咨询"),
    ("security_administrator", 45, "accounts.idle_minutes", 60, "晚间集中学习时间较长"),
    ("system_administrator", 30, "notices.daily_budget", 2, "学员反映邮件偏多"),
    ("security_administrator", 20, "accounts.idle_minutes", None, "机房公用电脑较多，恢复默认更稳妥"),
    ("security_administrator", 6, "accounts.invitation_days", 21, "寒假前入学的新生需要更长时间"),
)


def decide_policies(*, college: College, year: StudyYear) -> None:
    """Through the service that the pages use, each in the administrator's office."""
    numbers = {role.key: role.number for role in demo_roles()}
    people = college.by_number()
    for role, days, key, value, reason in DECISIONS:
        member = people[numbers[role]]
        at = max(year.begins, year.at - timedelta(days=days))
        facts: dict[str, Any] = {"member": member, "office_id": member.offices.get(role=role).pk}
        if value is None:
            reset_policy(key=key, reason=reason, at=at, **facts)
        else:
            set_policy(key=key, value=value, reason=reason, at=at, **facts)
