"""The details of audit entries in words: what each key means, and its value as people write it.

What no word is known for is shown as it was recorded; the tests fail for a key that the program records and that is
missing here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.administration.audit_words import GROUPS
from school.organisation.models import Category, MemberEventKind, Role, Stage, Status
from school.privacy.models import ExportKind, LookedAt
from school.privacy.registry import personal_data

# Pages whose refusals are recorded, by the name of their route.
PAGES: dict[str, Any] = {
    "administration:home": gettext_lazy("Administration"),
    "administration:group": gettext_lazy("Policies"),
    "administration:policy": gettext_lazy("Policies"),
    "administration:reset": gettext_lazy("Policies"),
    "administration:test_mail": gettext_lazy("Mail"),
    "administration:audit": gettext_lazy("Audit"),
    "administration:audit_entry": gettext_lazy("Audit"),
    "administration:archives": gettext_lazy("Audit archives"),
    "administration:archive_file": gettext_lazy("Audit archives"),
    "administering:accounts": gettext_lazy("Accounts"),
    "administering:account": gettext_lazy("Accounts"),
    "administering:act": gettext_lazy("Accounts"),
    "importing:imports": gettext_lazy("Import"),
    "importing:new_import": gettext_lazy("Import"),
    "importing:exports": gettext_lazy("Export"),
    "importing:new_export": gettext_lazy("Export"),
    "importing:template": gettext_lazy("Import"),
    "privacy:all_exports": gettext_lazy("Files about people"),
    "privacy:erasures": gettext_lazy("Erasures"),
    "privacy:erase": gettext_lazy("Erasures"),
    "organisation:person_show": gettext_lazy("Hidden details of a member"),
    "progress:desk_export": gettext_lazy("Export"),
    "progress:desk_course_export": gettext_lazy("Export"),
}
SUBJECTS: dict[str, Any] = {
    "asset": gettext_lazy("File"),
    "audit": gettext_lazy("Audit"),
    "audit_archive": gettext_lazy("Audit archives"),
    "audit_entry": gettext_lazy("Audit entry"),
    "course": gettext_lazy("Course"),
    "export": gettext_lazy("Export"),
    "import": gettext_lazy("Import"),
    "ledger_entry": gettext_lazy("Entry of hours"),
    "member": gettext_lazy("Member"),
    "organisation": gettext_lazy("Organisation"),
    "organisation_kind": gettext_lazy("Kind"),
    "page": gettext_lazy("Page"),
    "policy": gettext_lazy("Policy"),
    "progress": gettext_lazy("Progress"),
    "post": gettext_lazy("Post"),
    "retention": gettext_lazy("Retention"),
    "study_session": gettext_lazy("Session"),
    "task": gettext_lazy("Task"),
    "word_list": gettext_lazy("Word list"),
}
KEYS: dict[str, Any] = {
    "act": gettext_lazy("Act"),
    "actor": gettext_lazy("Who"),
    "after": gettext_lazy("After"),
    "alias": gettext_lazy("Number of the joining"),
    "applied": gettext_lazy("Rows applied"),
    "audience": gettext_lazy("Audience"),
    "before": gettext_lazy("Before"),
    "by_mail": gettext_lazy("By mail"),
    "bytes": gettext_lazy("Size in bytes"),
    "canonical": gettext_lazy("Joined with"),
    "category": gettext_lazy("Category"),
    "change": gettext_lazy("Number of the change"),
    "changed": gettext_lazy("Rows with changes"),
    "changed_by": gettext_lazy("Changed by"),
    "chapters": gettext_lazy("Chapters"),
    "correction": gettext_lazy("Correction"),
    "count": gettext_lazy("How many"),
    "counter_entry": gettext_lazy("Counter-entry"),
    "course": gettext_lazy("Course"),
    "days": gettext_lazy("Days"),
    "default": gettext_lazy("Default"),
    "digest": gettext_lazy("Checksum"),
    "due": gettext_lazy("When"),
    "due_days": gettext_lazy("Days to complete it"),
    "due_on": gettext_lazy("Due on"),
    "ends_on": gettext_lazy("Until"),
    "entries": gettext_lazy("Entries"),
    "error": gettext_lazy("Rows with errors"),
    "events": gettext_lazy("Entries of the timeline"),
    "expires_at": gettext_lazy("Expires"),
    "factor": gettext_lazy("Factor"),
    "failure": gettext_lazy("What it failed for"),
    "file": gettext_lazy("File"),
    "files": gettext_lazy("Files"),
    "finding": gettext_lazy("What was found"),
    "for": gettext_lazy("For whom"),
    "found": gettext_lazy("Differences found"),
    "from": gettext_lazy("From where"),
    "grace_days": gettext_lazy("Days of grace"),
    "group": gettext_lazy("What"),
    "hours": gettext_lazy("Hours"),
    "how": gettext_lazy("How"),
    "import": gettext_lazy("Import"),
    "invitation": gettext_lazy("Number of the invitation"),
    "kept": gettext_lazy("Rows kept"),
    "kind": gettext_lazy("Kind"),
    "kinds": gettext_lazy("Kinds"),
    "known_device": gettext_lazy("Known device"),
    "language": gettext_lazy("Language"),
    "lectures": gettext_lazy("Lectures"),
    "level": gettext_lazy("Level"),
    "levels": gettext_lazy("Levels"),
    "levels_before": gettext_lazy("Levels before"),
    "members": gettext_lazy("Members"),
    "mended": gettext_lazy("Differences mended"),
    "method": gettext_lazy("Way of asking"),
    "name": gettext_lazy("Name"),
    "network": gettext_lazy("Network"),
    "new": gettext_lazy("New rows"),
    "of": gettext_lazy("Of"),
    "office": gettext_lazy("Office"),
    "on": gettext_lazy("On"),
    "origin": gettext_lazy("Seen from"),
    "other": gettext_lazy("The other organisation"),
    "outcome": gettext_lazy("Outcome"),
    "parts": gettext_lazy("What was changed"),
    "people": gettext_lazy("People"),
    "place": gettext_lazy("Where"),
    "places": gettext_lazy("Where"),
    "plan": gettext_lazy("Planned"),
    "refusal": gettext_lazy("Refused because"),
    "required": gettext_lazy("Required"),
    "reversed": gettext_lazy("Rows taken back"),
    "revision": gettext_lazy("Revision"),
    "review_by": gettext_lazy("To be looked at again by"),
    "role": gettext_lazy("Office"),
    "round": gettext_lazy("Round of review"),
    "rows": gettext_lazy("Rows"),
    "same": gettext_lazy("Rows without changes"),
    "seed": gettext_lazy("Seed"),
    "sha256": gettext_lazy("Checksum"),
    "since": gettext_lazy("From"),
    "size": gettext_lazy("Size in bytes"),
    "slip": gettext_lazy("Number of the slip"),
    "stage": gettext_lazy("Stage"),
    "starts_on": gettext_lazy("From"),
    "status": gettext_lazy("Status"),
    "step": gettext_lazy("Number of the change"),
    "subject": gettext_lazy("To whom or what"),
    "title": gettext_lazy("Title"),
    "to": gettext_lazy("New value"),
    "until": gettext_lazy("To"),
    "version": gettext_lazy("Version"),
    "what": gettext_lazy("What"),
    "why": gettext_lazy("Why"),
}
_CONTACTS = {"email": gettext_lazy("E-mail"), "phone": gettext_lazy("Phone")}
_OUTCOMES = {"done": gettext_lazy("done"), "refused": gettext_lazy("refused"), "failed": gettext_lazy("failed")}
_FACTORS = {
    "totp": gettext_lazy("authenticator app"),
    "webauthn": gettext_lazy("passkey"),
    "recovery_codes": gettext_lazy("recovery codes"),
}
# Key → the words of its values.
VALUES: dict[str, Mapping[str, Any]] = {
    "category": dict(Category.choices),
    "factor": _FACTORS,
    "group": GROUPS,
    "kind": dict(ExportKind.choices),
    "kinds": dict(MemberEventKind.choices),
    "office": dict(Role.choices),
    "outcome": _OUTCOMES,
    "parts": _CONTACTS,
    "role": dict(Role.choices),
    "stage": dict(Stage.choices),
    "status": dict(Status.choices),
    "subject": SUBJECTS,
    "to": {**dict(Stage.choices), **dict(Status.choices), **dict(Category.choices)},
    "what": dict(LookedAt.choices),
}


def details_in_words(details: Mapping[str, Any], names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Pairs to show, in the language that is active now; `names` are those of opaque ids and of paths."""
    tables = {one.model: str(one.title) for one in personal_data()}
    return [
        (str(KEYS.get(key) or names.get(key) or tables.get(key, key)), _value(key, value, names))
        for key, value in details.items()
    ]


def texts_in(value: object) -> Iterator[str]:
    """Every text within, for whoever looks up what ids are called."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from (key, *texts_in(inner))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_in(inner)


def _value(key: str, value: object, names: Mapping[str, str]) -> str:
    if value is None or value in ("", [], {}):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Mapping):
        return "; ".join(f"{KEYS.get(inner, inner)}: {_value(inner, one, names)}" for inner, one in value.items())
    if isinstance(value, list | tuple):
        return _(", ").join(_value(key, one, names) for one in value)
    if isinstance(value, str):
        known = VALUES.get(key, {}).get(value) or names.get(value)
        return str(known) if known else _moment(value)
    return str(localize(value))


def _moment(text: str) -> str:
    """A day or a moment as people write it, whatever else as it is."""
    try:
        return date_format(date.fromisoformat(text), "DATE_FORMAT") if len(text) == 10 else _at(text)
    except ValueError:
        return text


def _at(text: str) -> str:
    moment = datetime.fromisoformat(text)
    if timezone.is_naive(moment):
        raise ValueError(text)
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
