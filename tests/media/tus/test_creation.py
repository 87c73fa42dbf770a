"""Creation and Creation With Upload: https://tus.io/protocols/resumable-upload#creation."""

from __future__ import annotations

import pytest

from tests.media.tus.speaking import OFF, PIECE, Tus, encoded, problem


def test_an_upload_is_created(tus: Tus):
    """Creation/POST: "201 Created"; `Location` is "the URL of the created resource", absolute or relative."""
    answer = tus.create(100)
    assert answer.status_code == 201
    assert answer.headers["Location"].startswith("/api/uploads/")
    told = tus.head(answer.headers["Location"])
    assert (told.headers["Upload-Offset"], told.headers["Upload-Length"]) == ("0", "100")


def test_two_uploads_have_two_addresses(tus: Tus):
    """Creation/POST: each creates a resource."""
    assert tus.begun() != tus.begun()


@pytest.mark.parametrize("size", [OFF, "", "-1", "+1", "1.5", "ten", "0x10", "9" * 30])
def test_a_length_that_is_none_is_refused(tus: Tus, size):
    """Creation/Upload-Length: "MUST be a non-negative integer"."""
    assert tus.create(size).status_code == 400


def test_more_than_the_largest_size_is_refused(tus: Tus):
    """Creation/POST: "If the length of the upload exceeds the maximum … 413 Request Entity Too Large"."""
    largest = int(tus.ask("OPTIONS", "/api/uploads/").headers["Tus-Max-Size"])
    assert tus.create(largest + 1).status_code == 413
    assert tus.create(largest).status_code == 201


def test_an_empty_file_is_complete_at_once(tus: Tus):
    """Creation/POST: a length of 0 is allowed; there is nothing left to send."""
    url = tus.begun(0)
    told = tus.head(url)
    assert (told.status_code, told.headers["Upload-Offset"], told.headers["Upload-Length"]) == (200, "0", "0")
    assert tus.patch(url, b"").status_code == 204


@pytest.mark.parametrize("value", ["1", "0", "yes"])
def test_an_upload_of_unknown_length_is_refused_in_words(tus: Tus, value):
    """Creation/Upload-Defer-Length: the extension is not offered, so the header is not understood."""
    answer = tus.create(OFF, Upload_Defer_Length=value)
    assert (answer.status_code, problem(answer)) == (400, "tus-length-deferred")


def test_a_length_that_is_told_and_deferred_is_refused(tus: Tus):
    """Creation/POST: one of the two headers, not both."""
    assert tus.create(10, Upload_Defer_Length="1").status_code == 400


@pytest.mark.parametrize(
    "metadata",
    [
        f"filename {encoded('lecture.mp4')}",
        f"filename {encoded('党课 第一讲.mp4')},filetype {encoded('video/mp4')}",
        f"filename {encoded('Übung – naïve.mov')}",
        "is_confidential",
        f"filename {encoded('a.mp4')},is_confidential",
        "first,second",
    ],
)
def test_metadata_come_back_as_they_were_told(tus: Tus, metadata):
    """Creation/HEAD: "MUST include the Upload-Metadata header and its value as specified by the Client"."""
    told = tus.head(tus.begun(10, Upload_Metadata=metadata))
    assert told.headers["Upload-Metadata"].strip() == metadata.strip()


def test_without_metadata_none_come_back(tus: Tus):
    """Creation/Upload-Metadata: MAY."""
    assert "Upload-Metadata" not in tus.head(tus.begun()).headers


def test_values_may_be_any_bytes(tus: Tus):
    """Creation/Upload-Metadata: "can contain arbitrary binary values", which a server should validate, not die of."""
    assert tus.create(10, Upload_Metadata="thumbnail //79").status_code == 201


@pytest.mark.parametrize(
    "metadata",
    [
        "filename ***",
        "filename bGVj dHVyZQ==",
        f"filename {encoded('a')},filename {encoded('b')}",
        f",filename {encoded('a')}",
        f"filename {encoded('a')},,x",
        f"filename {'QUFB' * 2000}",
    ],
)
def test_unreadable_metadata_are_refused(tus: Tus, metadata):
    """Creation/Upload-Metadata: keys not empty, without spaces and commas, unique; values Base64. Length: ours."""
    assert tus.create(10, Upload_Metadata=metadata).status_code == 400


def test_the_first_bytes_may_come_along(tus: Tus):
    """Creation With Upload: "MUST include the Upload-Offset header" in the answer to such a POST."""
    answer = tus.create(10, b"01234", Content_Type=PIECE)
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (201, "5")
    assert tus.offset(answer.headers["Location"]) == 5


def test_the_whole_file_may_come_along(tus: Tus):
    """Creation With Upload: the POST may carry the entire upload."""
    answer = tus.create(10, b"0123456789", Content_Type=PIECE)
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (201, "10")
    assert tus.kept(answer.headers["Location"], b"0123456789")


def test_what_came_along_is_continued(tus: Tus):
    """Creation With Upload, then core."""
    url = tus.create(10, b"01234", Content_Type=PIECE).headers["Location"]
    assert tus.patch(url, b"56789", 5).status_code == 204
    assert tus.kept(url, b"0123456789")


@pytest.mark.parametrize("kind", ["text/plain", "application/octet-stream", OFF])
def test_a_body_of_another_type_is_no_piece(tus: Tus, kind):
    """Creation With Upload: only with `Content-Type: application/offset+octet-stream`."""
    answer = tus.create(10, b"01234", Content_Type=kind)
    assert answer.status_code == 201
    assert tus.offset(answer.headers["Location"]) == 0


def test_more_than_the_announced_length_does_not_come_along(tus: Tus):
    """Creation With Upload: nothing beyond `Upload-Length`."""
    assert tus.create(3, b"0123456789", Content_Type=PIECE).status_code == 413


def test_an_empty_first_piece_may_come_along(tus: Tus):
    """Creation With Upload: "the Client MAY include parts", be they none."""
    answer = tus.create(10, b"", Content_Type=PIECE)
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (201, "0")
