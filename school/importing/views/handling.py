"""Fetching an import within reach, and acting on it in an office."""

from __future__ import annotations

from school.accounts.requests import MemberRequest
from school.errors import Forbidden, NotFound
from school.importing.models import ImportBatch
from school.importing.models.import_batch import RIGHT_OF_KIND
from school.importing.permissions import kinds_to_import
from school.organisation.acting import Act, act_in_office, choices


def require_importer(request: MemberRequest) -> None:
    """Raises Forbidden for who may import nothing anywhere."""
    if not kinds_to_import(request.authority):
        raise Forbidden


def batch_within_reach(request: MemberRequest, batch_id: str) -> ImportBatch:
    """Raises NotFound for strangers, whether the import exists or not."""
    reachable = ImportBatch.objects.handled_by(request.authority).select_related("organisation", "by")
    batch = reachable.filter(public_id=batch_id).first()
    if batch is None:
        raise NotFound
    return batch


def act_on(request: MemberRequest, batch: ImportBatch) -> Act:
    return act_in_office(
        member=request.user,
        authority=request.authority,
        right=RIGHT_OF_KIND[batch.kind],
        path=batch.organisation.path,
        at=request.at,
        chosen=request.POST.get("office", ""),
        reason=batch.reason,
    )


def offices_for(request: MemberRequest, batch: ImportBatch) -> list[tuple[str, str]]:
    """For `components/acting_as.html`."""
    return choices(request.authority.grants_for(RIGHT_OF_KIND[batch.kind], batch.organisation.path))
