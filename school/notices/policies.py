"""What the operator may decide about notices."""

from __future__ import annotations

from datetime import time

from django.utils.translation import gettext_lazy as _

from school.organisation.models import Role
from school.policies.registry import Policy

POLICIES = (
    Policy(
        key="notices.daily_budget",
        kind="number",
        default=3,
        minimum=0,
        maximum=50,
        group="notices",
        administrator=Role.SYSTEM_ADMINISTRATOR,
        label=_("Single mails a day"),
        effect=_("Nobody gets more than %(value)s single mails a day; what comes after joins the daily summary."),
    ),
    Policy(
        key="notices.quiet_from",
        kind="time",
        default=time(22, 0),
        group="notices",
        administrator=Role.SYSTEM_ADMINISTRATOR,
        label=_("Quiet hours begin"),
        effect=_("From %(value)s on no mail about notices is sent, unless it is urgent."),
    ),
    Policy(
        key="notices.quiet_until",
        kind="time",
        default=time(7, 30),
        group="notices",
        administrator=Role.SYSTEM_ADMINISTRATOR,
        label=_("Quiet hours end"),
        effect=_("What waited during the quiet hours is sent at %(value)s."),
    ),
    Policy(
        key="notices.digest_at",
        kind="time",
        default=time(18, 0),
        group="notices",
        administrator=Role.SYSTEM_ADMINISTRATOR,
        label=_("Hour of the daily summary"),
        effect=_("The daily summary is sent at %(value)s."),
    ),
)
