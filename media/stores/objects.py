"""The store as a bucket that speaks S3, through django-storages. What the bucket cannot do is an OSError here too."""

import mimetypes
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from boto3.exceptions import Boto3Error
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

from media.stores.store import StoredFile

PIECE_BYTES: Final = 256 * 1024
ABSENT: Final = {"404", "NoSuchKey", "NotFound"}


class ObjectStore:
    """All below the location of one S3 storage. There are no renames: a file is whole when its upload has ended."""

    def __init__(self, storage: S3Storage, *, public: S3Storage | None = None) -> None:
        self._storage = storage
        self._public = public or storage

    def put_file(self, name: str, path: Path) -> None:
        self._upload(name, path)
        path.unlink()

    def put_folder(self, name: str, folder: Path) -> None:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                self._upload(f"{name}/{path.relative_to(folder)}", path)

    @contextmanager
    def fetch(self, name: str, *, into: Path) -> Iterator[Path]:
        path = into / f"fetched-{secrets.token_hex(4)}"
        try:
            with _as_os_error(name):
                self._storage.bucket.download_file(self._key(name), str(path))
            yield path
        finally:
            path.unlink(missing_ok=True)

    def read(self, name: str, *, first: int = 0, last: int | None = None) -> Iterator[bytes]:
        wanted = f"bytes={first}-{'' if last is None else last}"
        with _as_os_error(name):
            whole = {} if first == 0 and last is None else {"Range": wanted}
            body = self._storage.bucket.Object(self._key(name)).get(**whole)["Body"]
            with body:
                yield from body.iter_chunks(PIECE_BYTES)

    def facts(self, name: str) -> StoredFile | None:
        try:
            with _as_os_error(name):
                found = self._storage.bucket.Object(self._key(name))
                return StoredFile(name, found.content_length, found.last_modified)
        except FileNotFoundError:
            return None

    def folders(self, name: str) -> list[str]:
        prefix = f"{self._key(name)}/"
        pages = self._client.get_paginator("list_objects_v2")
        with _as_os_error(name):
            asked = pages.paginate(Bucket=self._storage.bucket_name, Prefix=prefix, Delimiter="/")
            found = [each["Prefix"] for page in asked for each in page.get("CommonPrefixes", ())]
        return sorted(each.removeprefix(prefix).rstrip("/") for each in found)

    def files(self, name: str) -> Iterator[StoredFile]:
        one = self.facts(name) if name else None
        if one is not None:
            yield one
            return
        home = self._key("")
        with _as_os_error(name):
            for found in self._storage.bucket.objects.filter(Prefix=f"{self._key(name)}/" if name else home):
                yield StoredFile(found.key.removeprefix(home), found.size, found.last_modified)

    def remove(self, names: Iterable[str]) -> None:
        for name in names:
            with _as_os_error(name):
                self._storage.bucket.Object(self._key(name)).delete()
                self._storage.bucket.objects.filter(Prefix=f"{self._key(name)}/").delete()

    def local_path(self, name: str) -> Path | None:
        return None

    def presigned(self, name: str, *, seconds: int, content_type: str) -> str | None:
        # The bucket knows the type by itself; saying it again keeps an older upload playable.
        said = {"ResponseContentType": content_type, "ResponseCacheControl": "private, no-store"}
        address: str = self._public.url(name, parameters=said, expire=seconds)
        return address

    def remove_leftovers(self, *, before: datetime) -> None:
        home = self._key("")
        with _as_os_error(home):
            for upload in self._storage.bucket.multipart_uploads.filter(Prefix=home):
                if upload.initiated < before:
                    upload.abort()

    def require_writable(self) -> None:
        name = f".probe-{secrets.token_hex(4)}"
        with _as_os_error(name):
            self._storage.bucket.Object(self._key(name)).put(Body=b"")
            self._storage.bucket.Object(self._key(name)).delete()

    @property
    def _client(self) -> Any:
        return self._storage.bucket.meta.client

    def _upload(self, name: str, path: Path) -> None:
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        with _as_os_error(name):
            self._storage.bucket.upload_file(str(path), self._key(name), ExtraArgs={"ContentType": kind})

    def _key(self, name: str) -> str:
        location = self._storage.location.strip("/")
        return f"{location}/{name}" if location else name


@contextmanager
def _as_os_error(name: str) -> Iterator[None]:
    try:
        yield
    except ClientError as reason:
        if reason.response.get("Error", {}).get("Code") in ABSENT:
            raise FileNotFoundError(name) from reason
        raise OSError(str(reason)) from reason
    except (BotoCoreError, Boto3Error) as reason:
        raise OSError(str(reason)) from reason
