"""What the security administrator decides about signing in."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from school.organisation.models import Role
from school.policies.registry import Policy


def _number(key: str, default: int, limits: tuple[int, int], label: Any, effect: Any) -> Policy:
    return Policy(
        key=f"accounts.{key}",
        kind="number",
        default=default,
        label=label,
        effect=effect,
        group="sign_in",
        administrator=Role.SECURITY_ADMINISTRATOR,
        minimum=limits[0],
        maximum=limits[1],
    )


SIGN_IN_POLICIES = (
    _number(
        "idle_minutes",
        30,
        (5, 480),
        _("Minutes without activity"),
        _("Who does nothing for %(value)s minutes is signed out. Watching and being in a room count as activity."),
    ),
    _number(
        "longest_hours",
        12,
        (1, 24),
        _("Longest sign-in in hours"),
        _("%(value)s hours after signing in everybody signs in again, however active she was."),
    ),
    _number(
        "administrator_idle_minutes",
        15,
        (5, 480),
        _("Minutes without activity for administrators"),
        _("An administrator who does nothing for %(value)s minutes is signed out."),
    ),
    _number(
        "administrator_longest_hours",
        8,
        (1, 24),
        _("Longest sign-in of administrators in hours"),
        _("%(value)s hours after signing in an administrator signs in again."),
    ),
    _number(
        "confirm_minutes",
        5,
        (1, 60),
        _("Minutes that a confirmation holds"),
        _(
            "Before exports and before masked data are shown, everybody whose last factor or password is older than "
            "%(value)s minutes is asked again."
        ),
    ),
    _number(
        "stale_days",
        90,
        (30, 730),
        _("Days until an account counts as stale"),
        _("Accounts without a sign-in for %(value)s days are reported to the security administrator."),
    ),
)

ACCESS_POLICIES = (
    _number(
        "free_tries",
        5,
        (3, 20),
        _("Wrong passwords before waiting"),
        _("After %(value)s wrong passwords at one account from one place, the next try has to wait."),
    ),
    _number(
        "first_delay_minutes",
        30,
        (1, 240),
        _("Minutes of the first wait"),
        _("The first wait lasts %(value)s minutes; each further wrong password doubles it."),
    ),
    _number(
        "longest_delay_minutes",
        240,
        (1, 1440),
        _("Longest wait in minutes"),
        _("No wait lasts longer than %(value)s minutes."),
    ),
    _number(
        "forget_failures_hours",
        24,
        (1, 168),
        _("Hours until wrong passwords are forgotten"),
        _("Wrong passwords count no longer when %(value)s hours have passed without another one."),
    ),
    _number(
        "network_ceiling",
        600,
        (50, 100000),
        _("Failed sign-ins of one network in ten minutes"),
        _(
            "Beyond %(value)s failed sign-ins within ten minutes, new devices in that network take turns, one a "
            "second. Devices that people have used before are not slowed down."
        ),
    ),
    _number(
        "password_length",
        10,
        (10, 64),
        _("Shortest password"),
        _("A new password has at least %(value)s characters."),
    ),
    _number(
        "passphrase_length",
        20,
        (16, 64),
        _("Length of a passphrase"),
        _("From %(value)s characters on, a password needs no mixture of capitals, digits and signs."),
    ),
    _number(
        "password_history",
        5,
        (0, 24),
        _("Former passwords that are refused"),
        _("The newest %(value)s passwords of a member cannot be chosen again."),
    ),
    _number(
        "password_days",
        0,
        (0, 730),
        _("Days until a password must be changed"),
        _("After %(value)s days a new password is asked for at the next sign-in; 0 means never."),
    ),
    _number(
        "invitation_days",
        14,
        (1, 90),
        _("Days an invitation holds"),
        _("An invitation can be taken up for %(value)s days."),
    ),
    _number(
        "reset_minutes",
        60,
        (10, 1440),
        _("Minutes a link for a new password holds"),
        _("The link in the mail can be used once, within %(value)s minutes."),
    ),
    _number(
        "slip_hours",
        24,
        (1, 168),
        _("Hours a one-time slip holds"),
        _("A slip from the branch secretary can be used once, within %(value)s hours."),
    ),
    _number(
        "purpose_version",
        1,
        (0, 10000),
        _("Version of the notice about personal data"),
        _(
            "Everybody reads version %(value)s once, at the next sign-in. Raise the number when the notice has "
            "changed; 0 shows none."
        ),
    ),
    Policy(
        key="accounts.purpose_text",
        kind="words",
        default=(),
        label=_("Words of the notice about personal data"),
        effect=_("Each line is one paragraph. Left empty, the notice says what this program does with data."),
        group="sign_in",
        administrator=Role.SECURITY_ADMINISTRATOR,
        maximum=60,
    ),
    Policy(
        key="accounts.help_contact",
        kind="text",
        default="",
        label=_("Whom to ask about sign-in and personal data"),
        effect=_("Stands on the notice, on the sign-in page and in mails: %(value)s"),
        group="sign_in",
        administrator=Role.SECURITY_ADMINISTRATOR,
        maximum=200,
    ),
)
