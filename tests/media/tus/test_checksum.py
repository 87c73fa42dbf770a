"""Checksum: https://tus.io/protocols/resumable-upload#checksum."""

from __future__ import annotations

import base64
import hashlib

import pytest

from tests.media.tus.speaking import PIECE, Tus, problem

ALGORITHMS = ("sha1", "sha256", "md5")


def checksum(algorithm: str, data: bytes) -> str:
    return f"{algorithm} {base64.b64encode(hashlib.new(algorithm, data).digest()).decode()}"


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_options_names_the_algorithms(tus: Tus, algorithm):
    """Checksum/Tus-Checksum-Algorithm: "MUST be included in the response to an OPTIONS request"; at least sha1."""
    assert algorithm in tus.ask("OPTIONS", "/api/uploads/").headers["Tus-Checksum-Algorithm"].split(",")


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_piece_that_adds_up_is_taken(tus: Tus, algorithm):
    """Checksum/Upload-Checksum: name of the algorithm, a space, the Base64 encoded checksum."""
    url = tus.begun(10)
    answer = tus.patch(url, b"01234", Upload_Checksum=checksum(algorithm, b"01234"))
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, "5")
    assert tus.patch(url, b"56789", 5, Upload_Checksum=checksum(algorithm, b"56789")).status_code == 204
    assert tus.kept(url, b"0123456789")


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_piece_that_does_not_add_up_is_discarded(tus: Tus, algorithm):
    """Checksum: 460 on mismatch; "the Server MUST discard the chunk and leave the offset unchanged"."""
    url = tus.begun(10)
    tus.patch(url, b"012")
    answer = tus.patch(url, b"34567", 3, Upload_Checksum=checksum(algorithm, b"34568"))
    assert (answer.status_code, problem(answer)) == (460, "tus-checksum")
    assert tus.offset(url) == 3
    assert tus.patch(url, b"3456789", 3, Upload_Checksum=checksum(algorithm, b"3456789")).status_code == 204
    assert tus.kept(url, b"0123456789")


@pytest.mark.parametrize("algorithm", ["crc32", "SHA1", "sha512", "sha-1"])
def test_an_unknown_algorithm_is_refused(tus: Tus, algorithm):
    """Checksum: "400 Bad Request if the checksum algorithm is not supported by the server"."""
    url = tus.begun(10)
    assert tus.patch(url, b"01234", Upload_Checksum=f"{algorithm} AAAA").status_code == 400
    assert tus.offset(url) == 0


@pytest.mark.parametrize("value", ["sha1", "sha1 ***", "sha1 AAAA", "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0"])
def test_an_unreadable_checksum_is_refused(tus: Tus, value):
    """Checksum/Upload-Checksum: the second part is the Base64 of a sum of that algorithm's length."""
    url = tus.begun(10)
    assert tus.patch(url, b"01234", Upload_Checksum=value).status_code == 400
    assert tus.offset(url) == 0


def test_a_large_damaged_piece_leaves_nothing_behind(tus: Tus):
    """Checksum: discarded as a whole, however much of it was written already."""
    url = tus.begun(9_000_000)
    answer = tus.patch(url, b"x" * 9_000_000, Upload_Checksum=checksum("sha1", b"y"))
    assert answer.status_code == 460
    assert tus.offset(url) == 0
    assert tus.patch(url, b"y" * 9_000_000).status_code == 204
    assert tus.kept(url, b"y" * 9_000_000)


def test_a_piece_that_breaks_off_is_no_piece(tus: Tus):
    """Checksum: a part of a chunk cannot be verified, so none of it is kept."""
    url = tus.begun(1_000_000)
    tus.raw(url, 1_000_000, b"x" * 300_000, Upload_Offset=0, Upload_Checksum=checksum("sha1", b"x" * 1_000_000))
    assert tus.offset(url) == 0


def test_the_first_piece_may_be_summed_too(tus: Tus):
    """Checksum with Creation With Upload."""
    answer = tus.create(10, b"01234", Content_Type=PIECE, Upload_Checksum=checksum("sha1", b"01234"))
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (201, "5")


@pytest.mark.parametrize(("told", "status"), [(checksum("sha1", b"other"), 460), ("crc32 AAAA", 400)])
def test_a_first_piece_that_does_not_add_up_is_refused(tus: Tus, told, status):
    """Checksum with Creation With Upload."""
    assert tus.create(10, b"01234", Content_Type=PIECE, Upload_Checksum=told).status_code == status


def test_an_empty_piece_may_be_summed(tus: Tus):
    """Checksum of nothing."""
    assert tus.patch(tus.begun(10), b"", Upload_Checksum=checksum("sha1", b"")).status_code == 204
