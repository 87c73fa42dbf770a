"""Termination and Expiration: https://tus.io/protocols/resumable-upload#termination, …#expiration."""

from __future__ import annotations

import re
import sqlite3
import time

import pytest
from django.utils.http import parse_http_date

from tests.media.tus.speaking import PIECE, Tus, problem

IMF_FIXDATE = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT")
DAY = 24 * 3600


def expire(tus: Tus, url: str) -> None:
    """Behind the server's back: nobody waits a day."""
    with sqlite3.connect(tus.folder / "school.sqlite3", timeout=20) as database:
        told = database.execute(
            "UPDATE media_asset SET expires_at = '2026-01-01 00:00:00' WHERE public_id = ?", [url.rsplit("/", 1)[1]]
        )
    assert told.rowcount == 1


@pytest.mark.parametrize("arrived", [0, 4])
def test_an_unfinished_upload_is_ended(tus: Tus, arrived):
    """Termination/DELETE: "SHOULD free associated resources and MUST respond with the 204 No Content status"."""
    url = tus.begun(10)
    tus.patch(url, b"0123456789"[:arrived])
    assert tus.delete(url).status_code == 204
    assert not list(tus.folder.rglob(f"uploads/{url.rsplit('/', 1)[1]}*"))


def test_a_finished_upload_is_ended(tus: Tus):
    """Termination: "a way for the Client to terminate completed and unfinished uploads"."""
    url = tus.begun(3)
    tus.patch(url, b"012")
    assert tus.delete(url).status_code == 204
    assert not list(tus.folder.rglob(f"originals/{url.rsplit('/', 1)[1]}*"))


@pytest.mark.parametrize("method", ["HEAD", "PATCH", "DELETE"])
def test_what_was_ended_is_gone(tus: Tus, method):
    """Termination: "For all future requests to this URL, the Server SHOULD respond with 404 or 410"."""
    url = tus.begun(10)
    tus.delete(url)
    piece = {"Upload_Offset": 0, "Content_Type": PIECE}
    answer = tus.ask(method, url, b"01" if method == "PATCH" else None, **piece)
    assert answer.status_code in {404, 410}
    assert "Upload-Offset" not in answer.headers


def test_the_end_point_itself_cannot_be_ended(tus: Tus):
    """Termination/DELETE is for an existing upload."""
    assert tus.delete("/api/uploads/").status_code == 405


def test_ending_may_be_disguised(tus: Tus):
    """Headers/X-HTTP-Method-Override, where a proxy swallows DELETE."""
    url = tus.begun()
    assert tus.ask("POST", url, X_HTTP_Method_Override="DELETE").status_code == 204
    assert tus.head(url).status_code == 404


@pytest.mark.parametrize("of", ["creation", "creation with upload", "HEAD", "PATCH", "a refused PATCH", "415", "460"])
def test_every_answer_of_an_unfinished_upload_tells_when_it_expires(tus: Tus, of):
    """Expiration/Upload-Expires: in answers to POST and PATCH, as a date of RFC 9110 §5.6.7. On the others: ours."""
    url = tus.begun(10)
    answer = {
        "creation": lambda: tus.create(10),
        "creation with upload": lambda: tus.create(10, b"01", Content_Type=PIECE),
        "HEAD": lambda: tus.head(url),
        "PATCH": lambda: tus.patch(url, b"01"),
        "a refused PATCH": lambda: tus.patch(url, b"01", 5),
        "415": lambda: tus.patch(url, b"01", Content_Type="text/plain"),
        "460": lambda: tus.patch(url, b"01", Upload_Checksum="sha1 AAAAAAAAAAAAAAAAAAAAAAAAAAA="),
    }[of]()
    told = answer.headers["Upload-Expires"]
    assert IMF_FIXDATE.fullmatch(told)
    assert DAY - 120 < parse_http_date(told) - time.time() <= DAY


def test_a_finished_upload_does_not_expire(tus: Tus):
    """Expiration: for "unfinished uploads"."""
    url = tus.begun(3)
    assert "Upload-Expires" not in tus.patch(url, b"012").headers
    assert "Upload-Expires" not in tus.head(url).headers


@pytest.mark.parametrize("method", ["HEAD", "PATCH", "DELETE"])
def test_an_expired_upload_is_gone(tus: Tus, method):
    """Expiration: "404 Not Found or 410 Gone"; the latter "if the Server is keeping track of expired uploads"."""
    url = tus.begun(10)
    tus.patch(url, b"012")
    expire(tus, url)
    piece = {"Upload_Offset": 3, "Content_Type": PIECE}
    answer = tus.ask(method, url, b"34" if method == "PATCH" else None, **piece)
    assert answer.status_code == 410
    assert "Upload-Offset" not in answer.headers
    if method != "HEAD":
        assert problem(answer) == "upload-gone"
