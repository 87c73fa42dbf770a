"""The rooms of the administration, each for one of the three administrators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.administration.entering import RIGHT_OF_ADMINISTRATOR
from school.organisation.authority import Authority, Right
from school.policies.registry import Policy, policies

# Group of policies → its name, and what is decided there.
GROUPS: dict[str, tuple[Any, Any]] = {
    "institution": (gettext_lazy("Institution"), gettext_lazy("Its name and logo, as every page shows them.")),
    "labels": (
        gettext_lazy("Wording"),
        gettext_lazy("What the interface calls people, organisations and lectures."),
    ),
    "mail": (gettext_lazy("Mail"), gettext_lazy("Who mails come from, what stands below them, and a test.")),
    "media": (gettext_lazy("Recordings"), gettext_lazy("How large files may be, and what is made of them.")),
    "courses": (gettext_lazy("Courses"), gettext_lazy("What is checked before a course is published.")),
    "notices": (gettext_lazy("Notices"), gettext_lazy("How often and at what hours people are written to.")),
    "retention": (gettext_lazy("Retention"), gettext_lazy("How long which data are kept before they are erased.")),
    "sign_in": (
        gettext_lazy("Signing in"),
        gettext_lazy("Passwords, second factors, time-outs, invitations and what happens after wrong passwords."),
    ),
    "discussion": (
        gettext_lazy("Discussion"),
        gettext_lazy("Whether people may write beside lectures, how much and how fast, and who looks first."),
    ),
    "exports": (gettext_lazy("Exports"), gettext_lazy("How much data may leave, and under which conditions.")),
}


@dataclass(frozen=True)
class Room:
    """One entry of the rooms' navigation; `about` says what is done there."""

    name: str
    label: str
    about: str
    url: str
    current: bool


def own_policies(authority: Authority, group: str = "") -> list[Policy]:
    """The policies this administrator sets, of one group if named."""
    return [
        policy
        for policy in policies(group=group)
        if (right := RIGHT_OF_ADMINISTRATOR.get(policy.administrator)) and authority.has(right)
    ]


def rooms_of(authority: Authority, here: str = "") -> list[Room]:
    """Every room this member may enter, in the order of the navigation."""
    groups = {policy.group for policy in own_policies(authority)}
    rooms = [
        Room(name, str(label), str(about), reverse("administration:group", args=[name]), name == here)
        for name, (label, about) in GROUPS.items()
        if name in groups
    ]
    if authority.has(Right.ADMINISTER_SYSTEM):
        rooms.append(_kinds())
    if authority.has(Right.ADMINISTER_SECURITY):
        rooms += [_accounts(here), _administrators(), _erasures(here), _words(here), _conditions(here)]
    if authority.has(Right.READ_AUDIT):
        rooms += [
            Room(
                "audit",
                _("Audit"),
                _("Who did what, in which office, and why."),
                reverse("administration:audit"),
                here == "audit",
            ),
            Room(
                "archives",
                _("Audit archives"),
                _("A period of the audit as a sealed file that can be checked anywhere."),
                reverse("administration:archives"),
                here == "archives",
            ),
            Room(
                "exports",
                _("Files about people"),
                _("Who took which list out, and what for."),
                reverse("privacy:all_exports"),
                here == "exports",
            ),
        ]
    return rooms


def _kinds() -> Room:
    """A page of the organisation's own, so never the one that is shown here."""
    return Room(
        "kinds",
        _("Kinds of organisation"),
        _("What kinds of node the tree knows, and what they are called."),
        reverse("organisation:kinds"),
        current=False,
    )


def _administrators() -> Room:
    """A page of the organisation's own, so never the one that is shown here."""
    return Room(
        "offices",
        _("Administrators"),
        _("Who holds the three roles; appointing the other two."),
        reverse("organisation:offices"),
        current=False,
    )


def _erasures(here: str) -> Room:
    return Room(
        "erasures",
        _("Erasures"),
        _("Records of people who left long ago, to be erased for good."),
        reverse("privacy:erasures"),
        here == "erasures",
    )


def _words(here: str) -> Room:
    return Room(
        "words",
        _("Word list"),
        _("Words about which authors are warned, or which are held back or refused."),
        reverse("discussion:words"),
        here == "words",
    )


def _accounts(here: str) -> Room:
    return Room(
        "accounts",
        _("Accounts"),
        _("Locked, stale and missing accounts; sign-ins to end."),
        reverse("administering:accounts"),
        here == "accounts",
    )


def _conditions(here: str) -> Room:
    return Room(
        "office-conditions",
        _("Offices that depend on a course"),
        _("Which offices show data of members only once a course is completed."),
        reverse("courses:conditions"),
        here == "office-conditions",
    )
