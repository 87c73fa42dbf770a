"""Files as an attacker would make them, byte by byte."""

from __future__ import annotations

import os
import socket
import struct
import threading
import time
import zlib
from pathlib import Path


class Host:
    """A host that notes who connects."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.calls = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _address = self._socket.accept()
            except OSError:
                return
            self.calls += 1
            connection.close()

    def close(self) -> None:
        self._socket.close()


class Secret:
    """A file that notes who opens it: a pipe, which can be opened for writing only while somebody reads it."""

    def __init__(self, path: Path) -> None:
        self.path, self.calls, self._over = path, 0, False
        os.mkfifo(path)
        self._watch = threading.Thread(target=self._look, daemon=True)
        self._watch.start()

    def _look(self) -> None:
        while not self._over:
            try:
                os.close(os.open(self.path, os.O_WRONLY | os.O_NONBLOCK))
            except OSError:
                time.sleep(0.005)
            else:
                self.calls += 1
                return

    def close(self) -> None:
        self._over = True
        self._watch.join()


def atom(kind: bytes, body: bytes) -> bytes:
    """A box of an MP4."""
    return struct.pack(">I", 8 + len(body)) + kind + body


def looped() -> bytes:
    """An MP4 whose box says that it is as long as nothing."""
    return (
        atom(b"ftyp", b"isom\0\0\0\0isom") + struct.pack(">I4sQ", 1, b"moov", 8) * 4 + struct.pack(">I4s", 2, b"mdat")
    )


def png(width: int, height: int) -> bytes:
    """The head of a picture of this size, with one row of it."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


def edited(data: bytes, *, timescale: int) -> bytes:
    """An MP4 that claims another speed of its clock."""
    changed = bytearray(data)
    struct.pack_into(">I", changed, changed.index(b"mdhd") + 16, timescale)
    return bytes(changed)


def enlarged_pictures(data: bytes, width: int, height: int) -> bytes:
    """A film of JPEG pictures each of which claims to be so large."""
    changed, at = bytearray(data), data.find(b"\xff\xc0\0\x11\x08")
    while at >= 0:
        struct.pack_into(">HH", changed, at + 5, height, width)
        at = data.find(b"\xff\xc0\0\x11\x08", at + 1)
    return bytes(changed)


def elsewhere(data: bytes, kind: bytes, target: str) -> bytes:
    """An MP4 whose data reference, instead of saying that the bytes are its own, names another file."""
    own = atom(b"dref", struct.pack(">II", 0, 1) + atom(b"url ", b"\0\0\0\1"))
    named = target.encode() + b"\0"
    reference = atom(kind, b"\0\0\0\0" + (_alias(named) if kind == b"alis" else named))
    return _grown(data, data.index(own), own, atom(b"dref", struct.pack(">II", 0, 1) + reference))


def _alias(path: bytes) -> bytes:
    """An alias record of the old Macintosh, with the absolute path as its one extra (type 2)."""
    path += b"\0" * (len(path) % 2)
    volume, name = b"\4disk" + b"\0" * 23, b"\6secret" + b"\0" * 57
    extra = struct.pack(">HH", 2, len(path)) + path + struct.pack(">hH", -1, 0)
    return b"\0" * 10 + volume + b"\0" * 12 + name + b"\0" * 16 + struct.pack(">HH", 1, 1) + b"\0" * 16 + extra


def _grown(data: bytes, at: int, own: bytes, replaced: bytes) -> bytes:
    """Put a longer box in place of another, and let every box around it know."""
    more = len(replaced) - len(own)
    changed = bytearray(data[:at] + replaced + data[at + len(own) :])
    place, end = 0, len(data)
    while place < end:
        size, kind = struct.unpack_from(">I4s", data, place)
        if place <= at < place + size:
            struct.pack_into(">I", changed, place, size + more)
            if kind not in {b"moov", b"trak", b"mdia", b"minf", b"dinf"}:
                break
            place, end = place + 8, place + size
        else:
            place += size
    return bytes(changed)
