"""A client that says every word of the protocol as the test wants it said, and two people to speak."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import socket
import sqlite3
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from tests.operations.people import Device

ENDPOINT = "/api/uploads/"
PIECE = "application/offset+octet-stream"
PATIENCE_SECONDS = 20
OFF: Any = object()
"""Instead of a value: leave the header out."""


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


class Tus:
    """Speaks for one signed-in person; every header can be changed or left out."""

    def __init__(self, device: Device, folder: Path) -> None:
        self.device = device
        self.folder = folder

    def ask(self, method: str, url: str, content: Any = None, **headers: Any) -> httpx.Response:
        told = {"Tus-Resumable": "1.0.0", "X-CSRFToken": self.device.http.cookies.get("school_csrf", "")}
        told |= {name.replace("_", "-"): value for name, value in headers.items()}
        kept = {name: str(value) for name, value in told.items() if value is not OFF}
        return self.device.http.request(method, url, content=content, headers=kept)

    def create(self, size: Any = 10, content: Any = None, **headers: Any) -> httpx.Response:
        return self.ask("POST", ENDPOINT, content, Upload_Length=size, **headers)

    def begun(self, size: int = 10, **headers: Any) -> str:
        answer = self.create(size, **headers)
        assert answer.status_code == 201, answer.text
        return answer.headers["Location"]

    def head(self, url: str, **headers: Any) -> httpx.Response:
        return self.ask("HEAD", url, **headers)

    def patch(self, url: str, content: Any, offset: Any = 0, **headers: Any) -> httpx.Response:
        return self.ask("PATCH", url, content, **{"Upload_Offset": offset, "Content_Type": PIECE} | headers)

    def delete(self, url: str, **headers: Any) -> httpx.Response:
        return self.ask("DELETE", url, **headers)

    def offset(self, url: str) -> int:
        return int(self.head(url).headers["Upload-Offset"])

    def kept(self, url: str, data: bytes) -> bool:
        """Whether a whole upload is these bytes: on the disk, or by the sum that was taken before they were unfit."""
        return digest_of(self.folder, url) == hashlib.sha256(data).hexdigest()

    def raw(self, url: str, announced: int, sent: bytes, **headers: Any) -> None:
        """A PATCH whose connection breaks: fewer bytes are sent than announced, then nobody is there any more."""
        told = {
            "Host": urlsplit(self.device.url).netloc,
            "Tus-Resumable": "1.0.0",
            "X-CSRFToken": self.device.http.cookies.get("school_csrf", ""),
            "Cookie": self.device.cookie_header(),
            "Content-Type": PIECE,
            "Content-Length": str(announced),
        } | {name.replace("_", "-"): str(value) for name, value in headers.items()}
        lines = [f"PATCH {url} HTTP/1.1", *(f"{name}: {value}" for name, value in told.items())]
        address = (urlsplit(self.device.url).hostname, urlsplit(self.device.url).port)
        with socket.create_connection(address, timeout=10) as connection:
            connection.sendall("\r\n".join([*lines, "", ""]).encode() + sent)


def digest_of(folder: Path, url: str) -> str:
    """SHA-256 of what the server keeps of a whole upload, found behind its back; a worker may be faster than we are."""
    asset_id = url.rstrip("/").rsplit("/", 1)[1]
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        with contextlib.suppress(FileNotFoundError, StopIteration):
            return hashlib.sha256(next(folder.rglob(f"originals/{asset_id}")).read_bytes()).hexdigest()
        with sqlite3.connect(folder / "school.sqlite3", timeout=20) as database:
            row = database.execute("SELECT sha256 FROM media_asset WHERE public_id = ?", [asset_id]).fetchone()
        if row and row[0]:
            return str(row[0])
        time.sleep(0.1)
    raise AssertionError(f"nothing was kept of {url}")


def problem(answer: httpx.Response) -> str:
    """The stable code of a refusal."""
    return json.loads(answer.text)["code"]
