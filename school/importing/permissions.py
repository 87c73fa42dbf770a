"""May she, on this one? Each question stands beside the queryset filter that says the same."""

from __future__ import annotations

from school.importing.models import ImportBatch
from school.importing.models.import_batch import RIGHT_OF_KIND
from school.organisation.authority import Authority


def can_handle(authority: Authority, batch: ImportBatch) -> bool:
    """Twin of `ImportBatch.objects.handled_by`."""
    return authority.covers(RIGHT_OF_KIND[batch.kind], batch.organisation.path)


def kinds_to_import(authority: Authority) -> list[str]:
    """Which kinds of sheet she may import anywhere."""
    return [kind for kind, right in RIGHT_OF_KIND.items() if authority.has(right)]
