"""The words of tus 1.0.0, read strictly: lengths, offsets, metadata and checksums.

https://tus.io/protocols/resumable-upload. Pure: what cannot be read raises TusHeaderUnreadable or ChecksumUnknown.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from media.errors import ChecksumUnknown, TusHeaderUnreadable

VERSION: Final = "1.0.0"
EXTENSIONS: Final = "creation,creation-with-upload,termination,expiration,checksum"
PIECE_TYPE: Final = "application/offset+octet-stream"
LARGEST_METADATA: Final = 4096
MOST_DIGITS: Final = 18
"""Longer numbers do not fit into the row, and Python refuses to read thousands of digits."""


class Digest(Protocol):
    """As much of hashlib as a checksum needs."""

    def update(self, data: bytes, /) -> None:
        """Take in the next bytes."""

    def digest(self) -> bytes:
        """What the bytes so far add up to."""


ALGORITHMS: Final[dict[str, Callable[[], Digest]]] = {
    "sha1": lambda: hashlib.sha1(usedforsecurity=False),
    "sha256": hashlib.sha256,
    "md5": lambda: hashlib.md5(usedforsecurity=False),
}


@dataclass(frozen=True)
class Checksum:
    """What the bytes of one piece must add up to."""

    algorithm: str
    expected: bytes

    def begin(self) -> Digest:
        """An empty sum of this algorithm."""
        return ALGORITHMS[self.algorithm]()

    def fits(self, digest: Digest) -> bool:
        """Whether the sum is the expected one."""
        return hmac.compare_digest(digest.digest(), self.expected)


def whole_number(header: str, value: str) -> int:
    """`Upload-Length`, `Upload-Offset`: ASCII digits and nothing else."""
    if not (value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS):
        raise TusHeaderUnreadable(header=header)
    return int(value)


def metadata(value: str) -> dict[str, str]:
    """`Upload-Metadata`: comma-separated pairs of a unique ASCII key and a Base64 value, which may be missing.

    Values that are no UTF-8 are allowed by the protocol and of no use here: they read as empty.
    """
    if len(value) > LARGEST_METADATA:
        raise TusHeaderUnreadable(header="Upload-Metadata")
    pairs: dict[str, str] = {}
    for pair in value.split(",") if value.strip() else ():
        key, _, encoded = pair.strip().partition(" ")
        if not key or not key.isascii() or key in pairs:
            raise TusHeaderUnreadable(header="Upload-Metadata")
        try:
            pairs[key] = base64.b64decode(encoded, validate=True).decode()
        except UnicodeDecodeError:
            pairs[key] = ""
        except (binascii.Error, ValueError) as reason:
            raise TusHeaderUnreadable(header="Upload-Metadata") from reason
    return pairs


def checksum(value: str | None) -> Checksum | None:
    """`Upload-Checksum`: the name of an algorithm and a Base64 sum; None when the piece has none."""
    if value is None:
        return None
    algorithm, _, encoded = value.strip().partition(" ")
    if algorithm not in ALGORITHMS:
        raise ChecksumUnknown(algorithms=", ".join(ALGORITHMS))
    try:
        expected = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as reason:
        raise TusHeaderUnreadable(header="Upload-Checksum") from reason
    if len(expected) != len(ALGORITHMS[algorithm]().digest()):
        raise TusHeaderUnreadable(header="Upload-Checksum")
    return Checksum(algorithm, expected)
