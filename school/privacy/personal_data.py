"""What this app itself keeps about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.privacy.looked_at import looks_at
from school.privacy.registry import Erasure, PersonalData, Retention
from school.privacy.rows import rows_of

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
        why_kept=_("Files with others' data carry a number; this list says who took them and what for."),
        rows=rows_of(
            "privacy.ExportRecord",
            "member",
            {"at": "at", "kind": "kind", "rows": "rows", "state": "state", "reason": "reason"},
        ),
        headings={"at": _("When"), "kind": _("What"), "rows": _("Lines"), "state": _("State"), "reason": _("Reason")},
        retention=Retention.days("retention.exports_days", "at"),
        erasure=Erasure.keep(_("Who took a file about others stays known; the name itself is erased.")),
    ),
    PersonalData(
        model="privacy.OwnFile",
        fields=("member",),
        title=_("Downloads of my data"),
        exported=False,
        why_not=_("It is the file itself."),
        retention=Retention(policy="retention.own_files_days", elsewhere="school.privacy.tasks.expire_own_files"),
        erasure=Erasure.delete(),
    ),
)
