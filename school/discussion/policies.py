"""What the operator may decide about discussions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.organisation.models import Role
from school.policies.registry import Policy

AFTERWARDS, BEFORE = "afterwards", "before"

POLICIES = (
    Policy(
        key="discussion.in_courses",
        kind="yes_no",
        default=True,
        group="discussion",
        administrator=Role.SYSTEM_ADMINISTRATOR,
        label=_("Discussion beside lectures"),
        effect=_("With no, courses have no discussion unless their author switches it on."),
    ),
    Policy(
        key="discussion.checked",
        kind="choice",
        default=AFTERWARDS,
        choices=(
            (AFTERWARDS, _("after it appears, when somebody reports it")),
            (BEFORE, _("before it appears, by a moderator")),
        ),
        group="discussion",
        administrator=Role.SECURITY_ADMINISTRATOR,
        label=_("When posts are looked at"),
        effect=_("What members write is looked at %(value)s. Posts of instructors and moderators appear at once."),
    ),
    Policy(
        key="discussion.edit_minutes",
        kind="number",
        default=15,
        minimum=0,
        maximum=1440,
        group="discussion",
        administrator=Role.SYSTEM_ADMINISTRATOR,
        label=_("Minutes for changing a post"),
        effect=_("A post can be changed for %(value)s minutes; afterwards it can only be withdrawn."),
    ),
    Policy(
        key="discussion.longest",
        kind="number",
        default=2000,
        minimum=100,
        maximum=10_000,
        group="discussion",
        administrator=Role.SYSTEM_ADMINISTRATOR,
        label=_("Longest post"),
        effect=_("A post has room for %(value)s characters."),
    ),
    Policy(
        key="discussion.slow_seconds",
        kind="number",
        default=20,
        minimum=0,
        maximum=3600,
        group="discussion",
        administrator=Role.SYSTEM_ADMINISTRATOR,
        label=_("Seconds between two posts"),
        effect=_("A member waits %(value)s seconds between two posts in the same thread."),
    ),
    Policy(
        key="discussion.per_hour",
        kind="number",
        default=30,
        minimum=1,
        maximum=1000,
        group="discussion",
        administrator=Role.SYSTEM_ADMINISTRATOR,
        label=_("Posts an hour"),
        effect=_("Nobody writes more than %(value)s posts within an hour."),
    ),
    Policy(
        key="discussion.unanswered_hours",
        kind="number",
        default=24,
        minimum=1,
        maximum=720,
        group="discussion",
        administrator=Role.SYSTEM_ADMINISTRATOR,
        label=_("Hours until instructors are reminded"),
        effect=_("A question without an answer becomes a task of the instructors after %(value)s hours."),
    ),
)
