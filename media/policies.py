"""What an institution decides about recordings."""

from django.utils.translation import gettext_lazy as _

from school.policies.registry import Policy, register_policy

_SYSTEM = "system_administrator"

POLICIES = (
    Policy(
        key="media.ladder_top",
        kind="choice",
        default="720",
        label=_("Sharpest picture"),
        effect=_("Recordings are offered up to %(value)s. Sharper pictures need more space, time and network."),
        group="media",
        administrator=_SYSTEM,
        choices=(("720", _("720 lines")), ("1080", _("1080 lines"))),
    ),
    Policy(
        key="media.quota_gigabytes",
        kind="number",
        default=50,
        minimum=1,
        maximum=100_000,
        label=_("Room for uploaded files"),
        effect=_(
            "Each organisation may keep %(value)s GB of uploaded files of its own; "
            "those of the organisations below it count there."
        ),
        group="media",
        administrator=_SYSTEM,
    ),
    Policy(
        key="media.grace_days",
        kind="number",
        default=30,
        minimum=1,
        maximum=3650,
        label=_("Days an unused file is kept"),
        effect=_(
            "An uploaded file that no lecture uses is deleted after %(value)s days. What a published lecture shows, or "
            "has ever shown, is always kept."
        ),
        group="media",
        administrator=_SYSTEM,
    ),
    Policy(
        key="media.watermark",
        kind="yes_no",
        default=False,
        label=_("Name over the picture"),
        effect=_(
            "With yes, the name of whoever watches and the end of her number drift over the picture. That deters from "
            "passing on a recording of the screen; it cannot prevent it. The file itself is not changed, and the small "
            "window is not offered."
        ),
        group="media",
        administrator=_SYSTEM,
    ),
)


def register_policies() -> None:
    """Called when the app is ready."""
    for policy in POLICIES:
        register_policy(policy)
