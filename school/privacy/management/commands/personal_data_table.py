"""`personal_data_table`: the registry of personal data as the table of docs/reference/personal-data.md."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.utils import translation

from school.policies.registry import policy_named
from school.privacy.registry import ErasureRule, PersonalData, Retention, personal_data

HEAD = "| Table | What | To the member | Kept | At an erasure |\n|---|---|---|---|---|"


class Command(BaseCommand):
    help = "Print the table of everything that is kept about people (Markdown)."

    def handle(self, *args: object, **options: object) -> None:
        with translation.override("en"):
            self.stdout.write(table())


def table() -> str:
    """One line for each registered kind of data, in the order of the apps."""
    return "\n".join([HEAD, *(_line(entry) for entry in personal_data())])


def _line(entry: PersonalData) -> str:
    columns = f" ({', '.join(entry.fields)})" if entry.fields else ""
    shown = "exported" if entry.exported else f"not exported: {entry.why_not}"
    return f"| `{entry.model}`{columns} | {entry.title} | {shown} | {_kept(entry.retention)} | {_erased(entry)} |"


def _kept(retention: Retention) -> str:
    if retention.permanent:
        return f"for good: {retention.permanent}"
    if retention.term:
        return str(retention.term)
    if retention.with_the_record:
        return "as long as the record"
    return f"`{retention.policy}` ({policy_named(retention.policy).default} days)"


def _erased(entry: PersonalData) -> str:
    erasure = entry.erasure
    if erasure.rule == ErasureRule.ANONYMISE:
        return "cleared: " + ", ".join(erasure.changes)
    return "deleted" if erasure.rule == ErasureRule.DELETE else f"kept: {erasure.reason}"
