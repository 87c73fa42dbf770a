"""What the system administrator decides about the institution itself, its mail and its words."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from school.policies.registry import Policy

# The value of `school.organisation.models.Role.SYSTEM_ADMINISTRATOR`, which lies above this app.
SYSTEM = "system_administrator"

INSTITUTION_POLICIES = (
    Policy(
        key="institution.name",
        kind="text",
        default=settings.INSTITUTION_NAME,
        maximum=40,
        label=_("Name of the institution"),
        effect=_("Stands at the top of every page, in mails and on printed sheets: %(value)s"),
        group="institution",
        administrator=SYSTEM,
    ),
    Policy(
        key="institution.logo",
        kind="picture",
        default="",
        label=_("Logo"),
        effect=_("Stands beside the name at the top of every page."),
        group="institution",
        administrator=SYSTEM,
    ),
    Policy(
        key="mail.enabled",
        kind="yes_no",
        default=True,
        label=_("Send mail"),
        effect=_(
            "With no, nothing leaves by mail: notices wait in the inbox, and nobody can reset a password by mail."
        ),
        group="mail",
        administrator=SYSTEM,
    ),
    Policy(
        key="mail.from_name",
        kind="text",
        default="",
        maximum=60,
        label=_("Name of the sender"),
        effect=_("Mails show this name before the address. Left empty, it is the name of the institution."),
        group="mail",
        administrator=SYSTEM,
    ),
    Policy(
        key="mail.footer",
        kind="text",
        default="",
        maximum=300,
        label=_("Last lines of each mail"),
        effect=_("Stands below every mail. Left empty, nothing is added."),
        group="mail",
        administrator=SYSTEM,
    ),
    Policy(
        key="labels.pack",
        kind="choice",
        default="party",
        choices=(
            ("party", _("political party")),
            ("union", _("trade union")),
            ("association", _("association or professional body")),
        ),
        label=_("Words of the interface"),
        effect=_(
            "Pages and mails use the words of: %(value)s. What people wrote and how organisations are called stays."
        ),
        group="labels",
        administrator=SYSTEM,
    ),
)
