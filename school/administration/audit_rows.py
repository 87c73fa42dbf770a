"""Audit entries as people read them: opaque ids become names where somebody or something still has them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from school.administration.audit_details import PAGES, SUBJECTS, details_in_words, texts_in
from school.administration.audit_words import sentence_of
from school.audit.models import AuditEntry
from school.organisation.models import Member, Office, Organisation
from school.policies.registry import policies


@dataclass(frozen=True)
class AuditRow:
    """One entry in words; `acting_as` and `on_behalf_of` are empty where nothing was recorded."""

    entry: AuditEntry
    sentence: str
    actor: str
    subject: str
    acting_as: str
    on_behalf_of: str
    where: str
    details: list[tuple[str, str]]
    subject_kind: str


def audit_rows(entries: Iterable[AuditEntry]) -> list[AuditRow]:
    """In at most three queries, however many entries."""
    shown = list(entries)
    names = _names(shown)
    offices = _offices(shown)
    return [_row(entry, names, offices) for entry in shown]


def _row(entry: AuditEntry, names: dict[str, str], offices: dict[int, str]) -> AuditRow:
    actor = names.get(entry.actor_id, entry.actor_id) or _("The system")
    subject = names.get(entry.subject_id, entry.subject_id)
    return AuditRow(
        entry=entry,
        sentence=sentence_of(entry, actor=actor, subject=subject),
        actor=actor,
        subject=subject,
        acting_as=offices.get(entry.office_id or 0, ""),
        on_behalf_of=names.get(entry.on_behalf_of, entry.on_behalf_of),
        where=names.get(entry.organisation_path, entry.organisation_path),
        details=details_in_words(entry.details, names),
        subject_kind=str(SUBJECTS.get(entry.subject_kind, entry.subject_kind)),
    )


def _names(entries: list[AuditEntry]) -> dict[str, str]:
    """By public id and by path; policies by their key."""
    ids = {name for entry in entries for name in (entry.actor_id, entry.subject_id, entry.on_behalf_of) if name}
    ids |= {text for entry in entries for text in texts_in(entry.details)}
    paths = ids | {entry.organisation_path for entry in entries}
    names = {policy.key: str(policy.label) for policy in policies()} | {name: str(page) for name, page in PAGES.items()}
    members = Member.objects.filter(public_id__in=ids).values_list("public_id", "name", "number")
    names |= {public_id: f"{name} ({number})" for public_id, name, number in members}
    nodes = Organisation.objects.filter(path__in=paths) | Organisation.objects.filter(public_id__in=ids)
    for node in nodes:
        names[node.public_id] = names[node.path] = str(node)
    return names


def _offices(entries: list[AuditEntry]) -> dict[int, str]:
    ids = {entry.office_id for entry in entries if entry.office_id}
    offices = Office.objects.filter(pk__in=ids).select_related("organisation") if ids else ()
    return {office.pk: f"{office.get_role_display()} · {office.organisation}" for office in offices}
