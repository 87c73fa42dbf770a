"""What an institution decides about files, hidden details and how long things are kept (DOMAIN §3.1, §3.2)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.policies.registry import Policy

_SECURITY = "security_administrator"


def _days(key: str, default: int, label: object, effect: object, *, minimum: int = 1, maximum: int = 36500) -> Policy:
    return Policy(
        key=f"retention.{key}",
        kind="number",
        default=default,
        label=label,  # type: ignore[arg-type]  # lazy strings, which mypy cannot name as a parameter
        effect=effect,  # type: ignore[arg-type]
        group="retention",
        administrator="system_administrator",
        minimum=minimum,
        maximum=maximum,
    )


POLICIES = (
    Policy(
        key="exports.row_limit",
        kind="number",
        default=5000,
        label=_("Lines in one file"),
        effect=_("A file about people holds at most %(value)s lines; longer lists are refused."),
        group="exports",
        administrator=_SECURITY,
        minimum=1,
        maximum=1_000_000,
    ),
    Policy(
        key="privacy.reveals_a_day",
        kind="number",
        default=50,
        label=_("Hidden details shown in a day"),
        effect=_("One person may show %(value)s hidden phone numbers or addresses a day, each with a reason."),
        group="exports",
        administrator=_SECURITY,
        minimum=1,
        maximum=1000,
    ),
    Policy(
        key="privacy.name_of_looker",
        kind="choice",
        default="name",
        label=_("Who looked at my record"),
        effect=_("Members see who opened their record: %(value)s."),
        group="exports",
        administrator=_SECURITY,
        choices=(("name", _("office and name")), ("office", _("office only"))),
    ),
    _days(
        "looks_days",
        365,
        _("Looks at records"),
        _("Who looked at a record is kept for %(value)s days."),
        minimum=180,
    ),
    _days(
        "exports_days",
        1095,
        _("List of files made"),
        _("Which files about people were made, and why, is kept for %(value)s days."),
        minimum=180,
    ),
    _days(
        "own_files_days",
        1,
        _("Downloads of one's own data"),
        _("The file with one's own data can be fetched for %(value)s days, then it is deleted."),
        maximum=30,
    ),
    _days(
        "keys_days",
        90,
        _("Expired API keys"),
        _("API keys are kept for %(value)s days after they expire."),
    ),
    _days(
        "notices_days",
        365,
        _("Messages"),
        _("Messages in the inbox, and the mail about them, are kept for %(value)s days."),
        minimum=30,
    ),
    _days(
        "account_mail_days",
        365,
        _("Invitations, slips and mail about accounts"),
        _("Invitations, one-time slips and mail about accounts are kept for %(value)s days."),
        minimum=30,
    ),
    _days(
        "presence_days",
        730,
        _("Presence in rooms"),
        _("When people came and went in a room is kept for %(value)s days; the confirmed register stays."),
        minimum=30,
    ),
    _days(
        "event_records_days",
        90,
        _("Records of delivered events"),
        _("What the parts of the program told each other is kept for %(value)s days."),
    ),
    _days(
        "erasure_days",
        1095,
        _("Erasing people who have left"),
        _("The record of a person may be erased %(value)s days after she has left."),
        minimum=0,
    ),
)
