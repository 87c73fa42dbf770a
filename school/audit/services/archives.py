"""Archives of the audit: asked for with a reason, made in the background, handed out, and forgotten after a week."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from tempfile import TemporaryFile
from typing import IO

import structlog
from django.db import transaction

from school.audit.archiving import write_archive
from school.audit.models import ArchiveState, AuditArchive, AuditArchivePart
from school.audit.recording import Actor, record

log = structlog.get_logger(__name__)

LEASE = timedelta(minutes=30)
KEPT = timedelta(days=7)
PART_BYTES = 1 << 20


@transaction.atomic
def ask_for_archive(
    *, since: datetime, until: datetime, by: Actor, office_id: int | None, reason: str, at: datetime
) -> AuditArchive:
    """Put an archive of the period (until excluded) on the list of what is made next."""
    archive = AuditArchive.objects.create(
        since=since, until=until, reason=reason, asked_by=by.public_id, asked_at=at, leased_until=at
    )
    record(
        actor=by,
        action="audit.archive_asked",
        subject_kind="audit_archive",
        subject_id=archive.public_id,
        office_id=office_id,
        reason=reason,
        at=at,
        details={"since": since, "until": until},
    )
    return archive


def make_waiting_archives(*, at: datetime) -> int:
    """Make every archive that waits and that no other worker is making; return how many."""
    made = 0
    for pk in list(AuditArchive.objects.to_make(at=at).values_list("pk", flat=True)):
        if AuditArchive.objects.to_make(at=at).filter(pk=pk).update(leased_until=at + LEASE):
            made += _make(AuditArchive.objects.get(pk=pk), at=at)
    return made


def forget_old_archives(*, at: datetime) -> int:
    """The files go after a week; the audit still tells that they were made."""
    _all, by_model = AuditArchive.objects.filter(asked_at__lt=at - KEPT).delete()
    return by_model.get("audit.AuditArchive", 0)


def _make(archive: AuditArchive, *, at: datetime) -> int:
    try:
        with TemporaryFile() as file:
            entries = write_archive(file, since=archive.since, until=archive.until, at=at)
            _store(archive, file, entries=entries)
    except Exception:  # whatever went wrong, the page says so and the other archives are made
        log.exception("an audit archive failed", archive=archive.public_id)
        AuditArchive.objects.filter(pk=archive.pk).update(state=ArchiveState.FAILED)
        return 0
    return 1


@transaction.atomic
def _store(archive: AuditArchive, file: IO[bytes], *, entries: int) -> None:
    archive.parts.all().delete()
    digest, number = hashlib.sha256(), 0
    file.seek(0)
    while piece := file.read(PART_BYTES):
        number += 1
        digest.update(piece)
        AuditArchivePart.objects.create(archive=archive, number=number, content=piece)
    archive.size, archive.sha256, archive.entries = file.tell(), digest.hexdigest(), entries
    archive.state = ArchiveState.READY
    archive.save(update_fields=["size", "sha256", "entries", "state"])
