"""What this app and the floors below it keep about people."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from school.audit.models import AuditEntry
from school.privacy.looked_at import looks_at
from school.privacy.registry import Erasure, PersonalData, Retention, Row, public_ids
from school.privacy.rows import rows_of


def _entries(member_id: int) -> Q:
    person = public_ids(member_id)
    about = Q(subject_kind="member", subject_id__in=person)
    return Q(actor_id__in=person) | Q(on_behalf_of__in=person) | about


def _entries_in_words(member_id: int) -> Iterator[Row]:
    """Without details: they may speak of others too, and what changed of her own stands in its own table."""
    persons = set(public_ids(member_id).values_list("public_id", flat=True))
    entries = AuditEntry.objects.filter(_entries(member_id)).order_by("pk")
    for entry in entries.iterator(chunk_size=500):
        yield {
            "at": entry.at,
            "by_me": entry.actor_id in persons,
            "action": entry.action,
            "outcome": entry.outcome,
            "reason": entry.reason,
        }


PERSONAL_DATA = (
    PersonalData(
        model="privacy.Look",
        fields=("member", "looker"),
        title=_("Who looked at my record"),
        why_kept=_("So that you can see who opened your record, and why."),
        rows=looks_at,
        headings={
            "on": _("Day"),
            "office": _("Office"),
            "name": _("Name"),
            "kind": _("How"),
            "what": _("What"),
            "reason": _("Reason"),
        },
        retention=Retention.days("retention.looks_days", "on"),
        erasure=Erasure.delete(),
    ),
    PersonalData(
        model="privacy.ExportRecord",
        fields=("member",),
        title=_("Files about people that I made"),
        why_kept=_("Files with others’ data carry a number; this list says who took them and what for."),
        rows=rows_of(
            "privacy.ExportRecord",
            "member",
            ("at", _("When")),
            ("kind", _("What")),
            ("rows", _("Lines")),
            ("state", _("State")),
            ("reason", _("Reason")),
        ),
        retention=Retention.days("retention.exports_days", "at"),
        erasure=Erasure.keep(_("Who took a file about others stays on record by an opaque id.")),
    ),
    PersonalData(
        model="privacy.OwnFile",
        fields=("member",),
        title=_("Downloads of my data"),
        why_kept=_("So that you can fetch the file you asked for."),
        exported=False,
        why_not=_("It is the very file you are reading."),
        retention=Retention(policy="retention.own_files_days", elsewhere="school.privacy.tasks.expire_own_files"),
        erasure=Erasure.delete(),
    ),
    PersonalData(
        model="audit.AuditEntry",
        fields=(),
        whose=_entries,
        title=_("Acts"),
        why_kept=_("What you did in the system, and what was done to your record, can be proven later."),
        rows=_entries_in_words,
        headings={
            "at": _("When"),
            "by_me": _("By me"),
            "action": _("Act"),
            "outcome": _("Outcome"),
            "reason": _("Reason"),
        },
        retention=Retention.for_ever(
            _("The chain of seals would break; the audit administrator moves old entries into the sealed archive.")
        ),
        erasure=Erasure.keep(_("Sealed entries name people by opaque id only.")),
    ),
    PersonalData(
        model="events.EventRecord",
        fields=(),
        whose=lambda _member_id: Q(pk__in=[]),
        title=_("Messages between parts of the program"),
        why_kept=_("So that nothing is forgotten when a part of the program fails for a moment."),
        exported=False,
        why_not=_("They hold keys only; what they speak of stands in its own table."),
        retention=Retention.days("retention.event_records_days", "announced_at", only=Q(is_pending=False)),
        erasure=Erasure.keep(_("They hold opaque ids only, and go by themselves.")),
    ),
    PersonalData(
        model="policies.PolicyChange",
        fields=(),
        whose=lambda member_id: Q(changed_by__in=public_ids(member_id)),
        title=_("Policies that I set"),
        exported=False,
        why_not=_("What you do in an office is listed once, under “Acts”."),
        retention=Retention.for_ever(_("Which policy held when must stay known.")),
        erasure=Erasure.keep(_("Who decided stays on record by an opaque id; the name itself is erased.")),
    ),
)
