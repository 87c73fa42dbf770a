"""The planner for an import."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.http import urlsafe_base64_encode

from school.identifiers import LENGTH
from school.importing.models import BatchKind, ImportBatch
from school.importing.planning.judged import Planner
from school.importing.planning.members import MembersPlanner
from school.importing.planning.offices import OfficesPlanner
from school.importing.planning.organisations import OrganisationsPlanner
from school.importing.planning.places import Places
from school.organisation.authority import authority_of
from school.organisation.models import OrganisationKind
from school.organisation.tree_paths import WIDTH
from school.policies.reading import policy


def left_out(batch: ImportBatch) -> frozenset[str]:
    """Fields that are neither read nor kept: ID numbers, unless the operator turned on matching by them."""
    return frozenset() if policy("organisation.identity_matching") else frozenset({"identity"})


def planner_for(batch: ImportBatch, *, at: datetime) -> Planner:
    """The planner of the batch's kind, with the register as it stands."""
    today = timezone.localdate(at)
    places = Places(batch.organisation.path)
    is_whole_tree = len(batch.organisation.path) == WIDTH

    def mint(number: int) -> str:
        told = salted_hmac("school.importing", f"{batch.public_id}:{number}", algorithm="sha256").digest()
        return urlsafe_base64_encode(told)[:LENGTH]

    if batch.kind == BatchKind.MEMBERS:
        with_identity = "identity" not in left_out(batch)
        return MembersPlanner(
            places=places,
            today=today,
            is_whole_tree=is_whole_tree,
            with_identity=with_identity,
            mint=mint,
            authority=authority_of(batch.by, at=at) if batch.by else None,
        )
    if batch.kind == BatchKind.OFFICES:
        assert batch.by is not None  # the system gives no offices: somebody answers for each
        return OfficesPlanner(
            places=places, today=today, is_whole_tree=is_whole_tree, authority=authority_of(batch.by, at=at)
        )
    kinds = {kind.code: kind for kind in OrganisationKind.objects.all()}
    return OrganisationsPlanner(places=places, today=today, kinds=kinds, mint=mint)
