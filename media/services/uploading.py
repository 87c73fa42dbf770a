"""Bytes arriving: piece by piece (tus), from a plain form, or from a file on this machine.

No transaction spans an upload: it would hold the one write lock of SQLite for minutes. Instead the row moves forward
by conditional updates, and says at every moment how many bytes are surely there.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import IO, Any, Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from media import storage, workspace
from media.errors import (
    AssetInUse,
    ChecksumMismatch,
    OffsetMismatch,
    QuotaExceeded,
    UploadBusy,
    UploadGone,
    UploadOverflow,
    UploadTooLarge,
)
from media.events import AssetStored
from media.failures import Failure
from media.models import Asset, AssetKind, AssetState
from media.quota import quota_of
from media.tus_headers import Checksum
from school.events.announcing import announce
from school.organisation.models import Member, Organisation

KEPT_FOR: Final = timedelta(hours=24)
"""An unfinished upload stays resumable for a day after its last piece."""
NOTED_EVERY_BYTES: Final = 4 * 1024 * 1024
READ_BYTES: Final = 1024 * 1024
_TURNING: Final = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_NOT_IN_NAMES: Final = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), *_TURNING]) | {ord("\\"): "/"}
"""Controls, and marks that turn the direction of writing, by which an `exe` may be read as `4pm`."""


@transaction.atomic
def begin_upload(
    *,
    organisation: Organisation,
    member: Member,
    filename: str,
    size: int,
    at: datetime,
    title: str = "",
    metadata: str = "",
    kind: AssetKind | None = None,
) -> Asset:
    """Announce a file of `size` bytes; whether that is true only its arrival shows.

    With a `kind` it is prepared as that and nothing else: a document is never taken for slides or a recording.

    Raises:
        UploadTooLarge: no single file may be that large.
        QuotaExceeded: the organisation has not so much room left.
    """
    if size > settings.UPLOAD_MAX_BYTES:
        raise UploadTooLarge(limit_gigabytes=settings.UPLOAD_MAX_BYTES // 1024**3)
    _require_room(organisation, size)
    name = Path(filename.translate(_NOT_IN_NAMES)).name[:255]
    asset = Asset.objects.create(
        organisation=organisation,
        uploaded_by=member,
        title=(title or Path(name).stem or name or _("Untitled"))[:200],
        file_name=name,
        size=size,
        upload_metadata=metadata,
        kind=kind or "",
        created_at=at,
        expires_at=at + KEPT_FOR,
    )
    return finish_upload(asset=asset, at=at) if size == 0 else asset


def _require_room(organisation: Organisation, size: int) -> None:
    """Two uploads that begin at once ask one after the other, so that both cannot take the last room."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    quota = quota_of(organisation)
    if size > quota.free:
        words = quota.words()
        raise QuotaExceeded(
            organisation=organisation.name,
            free=words["free"],
            allowed=words["allowed"],
            needed=filesizeformat(size),
        )


def receive_chunk(
    *, asset: Asset, offset: int, chunks: Iterable[bytes], at: datetime, checksum: Checksum | None = None
) -> Asset:
    """Append the chunks from `offset` on; the last byte stores the asset. What arrived before a break stays.

    With a checksum the chunks count only as a whole: when they do not add up, none of them stays.

    Raises:
        UploadGone, OffsetMismatch, UploadBusy, UploadOverflow, ChecksumMismatch.
    """
    if offset == asset.received == asset.size:
        return finish_upload(asset=asset, at=at)
    if asset.state == AssetState.FAILED or (asset.expires_at and asset.expires_at <= at):
        raise UploadGone
    if offset != asset.received:
        raise OffsetMismatch(received=asset.received)
    try:
        with workspace.open_upload(asset.public_id) as file:
            _require_still_at(asset, file, offset)
            file.truncate(offset)
            if checksum:
                _append_if_sound(asset, file, chunks, checksum, at=at)
            else:
                _append(asset, file, chunks, at=at)
    except BlockingIOError as reason:
        raise UploadBusy from reason
    return finish_upload(asset=asset, at=at) if asset.received == asset.size else asset


def finish_upload(*, asset: Asset, at: datetime) -> Asset:
    """All bytes are here: keep the file and have it prepared. Safe to repeat after a crash at any point.

    The file moves before the row says so and outside of a transaction: a bucket may take minutes.
    """
    arrived = workspace.upload_path(asset.public_id)
    if asset.size == 0:
        arrived.unlink(missing_ok=True)
    else:
        storage.keep_original(asset.store_key, arrived)
    return _note_finished(asset=asset, at=at)


@transaction.atomic
def _note_finished(*, asset: Asset, at: datetime) -> Asset:
    if asset.size == 0:
        changes = {"state": AssetState.FAILED, "failure_code": Failure.EMPTY.value, "finished_at": at}
    else:
        changes = {"state": AssetState.STORED, "stored_at": at}
    whole = Asset.objects.filter(pk=asset.pk, state=AssetState.UPLOADING, received=asset.size)
    if whole.update(**changes, expires_at=None) and asset.size:
        announce(AssetStored(asset_id=asset.pk))
    asset.refresh_from_db()
    return asset


@transaction.atomic
def cancel_upload(*, asset: Asset) -> None:
    """The uploader gives up: row and bytes go. Raises AssetInUse for a file that is complete."""
    deleted, _rows = Asset.objects.filter(pk=asset.pk, state=AssetState.UPLOADING).delete()
    if not deleted:
        raise AssetInUse
    workspace.remove_work(asset.public_id)


def store_file(
    *,
    organisation: Organisation,
    member: Member,
    title: str,
    path: Path,
    at: datetime,
    kind: AssetKind | None = None,
) -> Asset:
    """Take a copy of a file on this machine, as if it had been uploaded."""
    asset = begin_upload(
        organisation=organisation,
        member=member,
        filename=path.name,
        size=path.stat().st_size,
        title=title,
        kind=kind,
        at=at,
    )
    with path.open("rb") as file:
        return receive_chunk(asset=asset, offset=0, chunks=iter(partial(file.read, READ_BYTES), b""), at=at)


def store_uploaded_file(
    *,
    organisation: Organisation,
    member: Member,
    file: "UploadedFile[Any]",
    at: datetime,
    title: str = "",
    kind: AssetKind | None = None,
) -> Asset:
    """Take a file that arrived with a plain form."""
    asset = begin_upload(
        organisation=organisation,
        member=member,
        filename=file.name or "",
        size=file.size or 0,
        title=title,
        kind=kind,
        at=at,
    )
    return receive_chunk(asset=asset, offset=0, chunks=file.chunks(READ_BYTES), at=at)


def _require_still_at(asset: Asset, file: IO[bytes], offset: int) -> None:
    """Ask row and file again now that nobody else writes: another request may have been faster.

    After a power cut the row may know more bytes than the disk has kept; then it is put right, never padded.
    """
    uploading = Asset.objects.filter(pk=asset.pk, state=AssetState.UPLOADING)
    received = uploading.values_list("received", flat=True).first()
    if received is None:
        workspace.upload_path(asset.public_id).unlink(missing_ok=True)
        raise UploadGone
    on_disk = file.seek(0, 2)
    if on_disk < received:
        uploading.update(received=on_disk)
    if min(received, on_disk) != offset:
        raise OffsetMismatch(received=min(received, on_disk))


def _append(asset: Asset, file: IO[bytes], chunks: Iterable[bytes], *, at: datetime) -> None:
    written = asset.received
    try:
        for chunk in chunks:
            if written + len(chunk) > asset.size:
                raise UploadOverflow
            file.write(chunk)
            written += len(chunk)
            if written - asset.received >= NOTED_EVERY_BYTES:
                _note(asset, file, written, at=at)
    finally:
        _note(asset, file, written, at=at)


def _append_if_sound(
    asset: Asset, file: IO[bytes], chunks: Iterable[bytes], checksum: Checksum, *, at: datetime
) -> None:
    """Write first, note last: until the row knows of them, the bytes are as good as not there."""
    digest, written = checksum.begin(), asset.received
    for chunk in chunks:
        if written + len(chunk) > asset.size:
            raise UploadOverflow
        file.write(chunk)
        digest.update(chunk)
        written += len(chunk)
    if not checksum.fits(digest):
        file.truncate(asset.received)
        raise ChecksumMismatch
    _note(asset, file, written, at=at)


def _note(asset: Asset, file: IO[bytes], written: int, *, at: datetime) -> None:
    """Let the row follow the file; UploadGone when the upload was ended meanwhile."""
    file.flush()
    unchanged = Asset.objects.filter(pk=asset.pk, state=AssetState.UPLOADING, received=asset.received)
    if not unchanged.update(received=written, expires_at=at + KEPT_FOR):
        raise UploadGone
    asset.received, asset.expires_at = written, at + KEPT_FOR
