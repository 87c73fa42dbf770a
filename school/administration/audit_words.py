"""What audit entries say in words: a sentence for every known action, grouped as the search offers them.

A sentence may name `%(actor)s` and `%(subject)s`. An action without a sentence is shown as it was recorded.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.audit.models import AuditEntry

GROUPS: dict[str, Any] = {
    "access": gettext_lazy("Refused access"),
    "audit": gettext_lazy("Reading the audit"),
    "policy": gettext_lazy("Policies and mail"),
    "offices": gettext_lazy("Offices"),
    "register": gettext_lazy("Members and organisations"),
    "accounts": gettext_lazy("Accounts"),
    "data": gettext_lazy("Personal data and exports"),
    "study": gettext_lazy("Study"),
}

# Action → (group, sentence).
ACTIONS: dict[str, tuple[str, Any]] = {
    "access.refused": ("access", gettext_lazy("%(actor)s was refused entry to %(subject)s.")),
    "audit.searched": ("audit", gettext_lazy("%(actor)s searched the audit.")),
    "audit.entry_read": ("audit", gettext_lazy("%(actor)s read one audit entry.")),
    "audit.archive_asked": ("audit", gettext_lazy("%(actor)s asked for an archive of the audit.")),
    "audit.archive_fetched": ("audit", gettext_lazy("%(actor)s downloaded an archive of the audit.")),
    "audit.archived": ("audit", gettext_lazy("An archive of the audit was written on the command line.")),
    "policy.set": ("policy", gettext_lazy("%(actor)s set the policy “%(subject)s”.")),
    "policy.reset": ("policy", gettext_lazy("%(actor)s put the policy “%(subject)s” back to its default.")),
    "mail.tested": ("policy", gettext_lazy("%(actor)s sent a test mail.")),
    "office.appointed": ("offices", gettext_lazy("%(actor)s gave %(subject)s an office.")),
}


def sentence_of(entry: AuditEntry, *, actor: str, subject: str) -> str:
    """The entry in words, in the language that is active now."""
    if entry.action in ACTIONS:
        return str(ACTIONS[entry.action][1]) % {"actor": actor, "subject": subject}
    return _("%(actor)s: %(action)s, %(subject)s") % {"actor": actor, "action": entry.action, "subject": subject}


def actions_of(group: str) -> list[str]:
    """The actions that the search means by this group."""
    return [action for action, (its_group, _sentence) in ACTIONS.items() if its_group == group]
