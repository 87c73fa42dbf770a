"""`manage.py verify_chains`: exit 1 when audit, ledger or anchors do not hold."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from school.audit.sealing import breaks
from school.audit.seals import chains


class Command(BaseCommand):
    help = "Check every hash chain and name each break."

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(breaks())
        for chain in chains():
            lengths = [length for length, _hash in chain.heads().values()]
            self.stdout.write(
                f"{chain.name}: {len(lengths)} strand(s), {sum(lengths)} sealed, {chain.unsealed()} not sealed yet"
            )
        for place in found:
            self.stdout.write(f"BROKEN {place.chain} {place.reference}: {place.problem}")
        if found:
            raise CommandError(f"{len(found)} break(s) found", returncode=1)
