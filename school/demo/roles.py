"""Through whose eyes the demo can be seen, one tap each."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from school.demo.college.tables import cast

WORDS: dict[str, tuple[Promise, Promise]] = {
    "learner": (_("Member"), _("learns, joins sessions, sees the own year")),
    "secretary": (_("Branch secretary"), _("sees who of the branch lacks what, runs sessions, confirms registers")),
    "instructor": (_("Instructor"), _("writes courses and publishes them")),
    "host": (_("Session host"), _("schedules and runs study sessions")),
    "committee_officer": (_("Committee officer"), _("sees the whole college, reviews courses")),
    "outsider": (_("Member of another faculty"), _("sees nothing of the first branch")),
    "system_administrator": (_("System administrator"), _("sets up the school, sees nobody's study")),
    "security_administrator": (_("Security administrator"), _("guards accounts, appoints the other two")),
    "audit_administrator": (_("Audit administrator"), _("reads the record of who did what")),
}


@dataclass(frozen=True)
class DemoRole:
    """`key` names the role, `number` is the member behind it."""

    key: str
    label: Promise
    description: Promise
    number: str
    name: str


def demo_roles() -> list[DemoRole]:
    """The roles in the order in which the sign-in page offers them."""
    return [DemoRole(person.role, *WORDS[person.role], person.number, person.name) for person in cast()]
