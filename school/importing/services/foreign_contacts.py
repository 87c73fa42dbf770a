"""Phones and addresses that accounts outside the reach of an import have: left out, without a word about whose."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from school.importing.models import ImportBatch, ImportRow
from school.importing.planning.standing import standings
from school.importing.planning.wider import CONTACTS


def leave_out_foreign_contacts(*, batch: ImportBatch, rows: Iterable[ImportRow], on: date) -> None:
    """Take them out of what these rows are about to write; the rows themselves stay as they were checked.

    A phone that is a stranger's number counts as hers, because either lets in.
    """
    chosen = list(rows)
    wanted = {code: {row.after[code] for row in chosen if row.after.get(code)} for code in CONTACTS}
    if not any(wanted.values()):
        return
    taken = Q(phone__in=wanted["phone"]) | Q(email__in=wanted["email"]) | Q(number__in=wanted["phone"])
    root, is_whole_tree = batch.organisation.path, batch.organisation.parent_id is None
    foreign: dict[str, set[str]] = {"phone": set(), "email": set()}
    for owner in standings(taken, on=on, with_identity=False):
        if not owner.is_within(root, is_whole_tree=is_whole_tree):
            foreign["phone"] |= {str(owner.value("phone")), owner.number}
            foreign["email"].add(str(owner.value("email")))
    for row in chosen:
        for code in CONTACTS:
            if row.after.get(code) and row.after[code] in foreign[code]:
                del row.after[code]
