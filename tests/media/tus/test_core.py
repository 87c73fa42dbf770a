"""Core protocol: https://tus.io/protocols/resumable-upload#core-protocol."""

from __future__ import annotations

import threading

import pytest

from tests.media.tus.speaking import ENDPOINT, OFF, Tus, problem
from tests.services.programs import wait_until

MISSING = f"{ENDPOINT}aaaaaaaaaaaa"


@pytest.mark.parametrize("where", ["the end point", "an upload"])
def test_options_tells_the_version_without_being_told_one(tus: Tus, where):
    """Requests/OPTIONS: 204 or 200, `Tus-Version` present; a client's `Tus-Resumable` is not needed."""
    answer = tus.ask("OPTIONS", ENDPOINT if where == "the end point" else tus.begun(), Tus_Resumable=OFF)
    assert answer.status_code == 200
    assert answer.headers["Tus-Version"] == "1.0.0"


@pytest.mark.parametrize("version", ["1.0.0", "0.2.2", "nonsense"])
def test_options_does_not_look_at_the_version(tus: Tus, version):
    """Headers/Tus-Resumable: "MUST be included in every request and response except for OPTIONS"."""
    assert tus.ask("OPTIONS", ENDPOINT, Tus_Resumable=version).status_code == 200


def test_options_needs_no_sign_in(nobody: Tus):
    """Ours: capabilities are no secret, and a foreign client asks for them first."""
    assert nobody.ask("OPTIONS", ENDPOINT).status_code == 200


@pytest.mark.parametrize("extension", ["creation", "creation-with-upload", "termination", "expiration", "checksum"])
def test_options_names_every_extension_that_is_spoken(tus: Tus, extension):
    """Headers/Tus-Extension: "a comma-separated list of the extensions supported by the Server"."""
    assert extension in tus.ask("OPTIONS", ENDPOINT).headers["Tus-Extension"].split(",")


@pytest.mark.parametrize("extension", ["creation-defer-length", "concatenation", "checksum-trailer"])
def test_options_names_no_extension_that_is_not(tus: Tus, extension):
    """Headers/Tus-Extension: only what is supported."""
    assert extension not in tus.ask("OPTIONS", ENDPOINT).headers["Tus-Extension"].split(",")


def test_options_tells_the_largest_size(tus: Tus):
    """Headers/Tus-Max-Size: "a non-negative integer indicating the maximum allowed size of an entire upload"."""
    assert int(tus.ask("OPTIONS", ENDPOINT).headers["Tus-Max-Size"]) > 0


@pytest.mark.parametrize("version", [OFF, "", "0.2.2", "1.0.1", "2.0.0", "1.0"])
@pytest.mark.parametrize("method", ["POST", "HEAD", "PATCH", "DELETE"])
def test_another_version_is_refused_and_nothing_is_done(tus: Tus, method, version):
    """Headers/Tus-Version: 412 with `Tus-Version`; "the Server MUST NOT process the request"."""
    url = tus.begun(10)
    whole = {"Tus_Resumable": version, "Upload_Length": 10, "Upload_Offset": 0}
    content = b"01234" if method == "PATCH" else None
    piece = {"Content_Type": "application/offset+octet-stream"} if content else {}
    answer = tus.ask(method, ENDPOINT if method == "POST" else url, content, **whole, **piece)
    assert answer.status_code == 412
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert tus.offset(url) == 0


@pytest.mark.parametrize("method", ["POST", "HEAD", "PATCH", "DELETE", "OPTIONS"])
def test_every_answer_tells_the_version(tus: Tus, method):
    """Headers/Tus-Resumable: in every response."""
    url = ENDPOINT if method in {"POST", "OPTIONS"} else MISSING
    assert tus.ask(method, url).headers["Tus-Resumable"] == "1.0.0"


@pytest.mark.parametrize("arrived", [0, 4, 10])
def test_head_tells_how_much_there_is(tus: Tus, arrived):
    """Requests/HEAD: "MUST always include the Upload-Offset header", be it 0 or complete; `Upload-Length` if known."""
    url = tus.begun(10)
    tus.patch(url, b"0123456789"[:arrived]) if arrived else None
    answer = tus.head(url)
    assert answer.status_code in {200, 204}
    assert (answer.headers["Upload-Offset"], answer.headers["Upload-Length"]) == (str(arrived), "10")


def test_head_is_never_cached(tus: Tus):
    """Requests/HEAD: "MUST prevent the client and/or proxies from caching by adding Cache-Control: no-store"."""
    assert tus.head(tus.begun()).headers["Cache-Control"] == "no-store"


def test_head_of_what_is_not_there_has_no_offset(tus: Tus):
    """Requests/HEAD: 404, 410 or 403 "without the Upload-Offset header"."""
    answer = tus.head(MISSING)
    assert answer.status_code == 404
    assert "Upload-Offset" not in answer.headers


@pytest.mark.parametrize("method", ["HEAD", "PATCH", "DELETE"])
def test_strangers_find_nothing(tus: Tus, stranger: Tus, method):
    """Ours: an upload is known to its uploader alone, and does not even say that it exists."""
    url = tus.begun()
    piece = {"Upload_Offset": 0, "Content_Type": "application/offset+octet-stream"}
    answer = stranger.ask(method, url, b"01" if method == "PATCH" else None, **piece)
    assert answer.status_code == 404
    assert tus.offset(url) == 0


@pytest.mark.parametrize("method", ["POST", "HEAD", "PATCH", "DELETE"])
def test_nobody_uploads_without_signing_in(tus: Tus, nobody: Tus, method):
    """Authentication is left to the server: 401, or 403 where the token against forgery is missed first."""
    answer = nobody.ask(method, ENDPOINT if method == "POST" else tus.begun(), Upload_Length=1, Upload_Offset=0)
    assert answer.status_code in {401, 403}


def test_a_piece_is_appended_and_the_new_offset_told(tus: Tus):
    """Requests/PATCH: "204 No Content"; "MUST include the Upload-Offset header containing the new offset"."""
    url = tus.begun(10)
    answer = tus.patch(url, b"01234")
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, "5")
    answer = tus.patch(url, b"56789", 5)
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, "10")
    assert tus.kept(url, b"0123456789")


@pytest.mark.parametrize("kind", ["application/octet-stream", "text/plain", "", OFF])
def test_a_piece_must_say_that_it_is_one(tus: Tus, kind):
    """Requests/PATCH: "All PATCH requests MUST use Content-Type: application/offset+octet-stream, otherwise … 415"."""
    url = tus.begun(10)
    assert tus.patch(url, b"01234", Content_Type=kind).status_code == 415
    assert tus.offset(url) == 0


@pytest.mark.parametrize("offset", [OFF, "", "-1", "+0", "1.0", "0x0", "nonsense", "9" * 40])
def test_an_offset_that_is_none_is_refused(tus: Tus, offset):
    """Headers/Upload-Offset: "MUST be a non-negative integer"."""
    url = tus.begun(10)
    assert tus.patch(url, b"01234", offset).status_code == 400
    assert tus.offset(url) == 0


@pytest.mark.parametrize("offset", [0, 2, 4, 9, 10, 11])
def test_a_piece_that_does_not_follow_moves_nothing(tus: Tus, offset):
    """Requests/PATCH: offsets that do not match: "409 Conflict status without modifying the upload resource"."""
    url = tus.begun(10)
    tus.patch(url, b"012")
    assert tus.patch(url, b"", offset).status_code == 409
    assert tus.offset(url) == 3


def test_a_piece_for_nothing_is_refused(tus: Tus):
    """Requests/PATCH: "If the Server receives a PATCH request against a non-existent resource it SHOULD return 404"."""
    assert tus.patch(MISSING, b"01").status_code == 404


def test_an_empty_piece_changes_nothing(tus: Tus):
    """Requests/PATCH: nothing forbids it; offset as before."""
    url = tus.begun(10)
    answer = tus.patch(url, b"")
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, "0")


@pytest.mark.parametrize("extra", [1, 1_000_000])
def test_nothing_is_written_beyond_the_announced_length(tus: Tus, extra):
    """Headers/Upload-Length: "the size of the entire upload in bytes"."""
    url = tus.begun(10)
    assert tus.patch(url, b"x" * (10 + extra)).status_code == 413
    assert tus.offset(url) <= 10
    assert tus.patch(url, b"0123456789"[tus.offset(url) :], tus.offset(url)).status_code == 204


def test_a_complete_upload_takes_an_empty_piece_and_no_more(tus: Tus):
    """Requests/PATCH: at the end nothing follows."""
    url = tus.begun(3)
    tus.patch(url, b"012")
    assert tus.patch(url, b"", 3).status_code == 204
    assert tus.patch(url, b"3", 3).status_code == 413
    assert tus.kept(url, b"012")


@pytest.mark.parametrize("method", ["GET", "PUT"])
@pytest.mark.parametrize("where", ["the end point", "an upload"])
def test_other_methods_are_not_allowed(tus: Tus, method, where):
    """Ours: 405 with what is."""
    answer = tus.ask(method, ENDPOINT if where == "the end point" else tus.begun())
    assert answer.status_code == 405
    assert "OPTIONS" in answer.headers["Allow"]


@pytest.mark.parametrize("carrier", ["POST", "PUT", "GET"])
def test_the_method_named_in_a_header_counts(tus: Tus, carrier):
    """Headers/X-HTTP-Method-Override: "MUST be interpreted as the request's method"; the actual one is ignored."""
    url = tus.begun(10)
    piece = {"Upload_Offset": 0, "Content_Type": "application/offset+octet-stream"}
    answer = tus.ask(carrier, url, b"01234", X_HTTP_Method_Override="PATCH", **piece)
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, "5")


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS"])
def test_a_question_may_be_disguised_too(tus: Tus, method):
    """Headers/X-HTTP-Method-Override, for what only asks."""
    assert tus.ask("POST", tus.begun(), X_HTTP_Method_Override=method).status_code == 200


def test_a_disguise_does_not_get_around_the_token_against_forgery(tus: Tus):
    """Ours: a GET that means DELETE needs what a DELETE needs."""
    url = tus.begun()
    assert tus.ask("GET", url, X_HTTP_Method_Override="DELETE", X_CSRFToken=OFF).status_code == 403
    assert tus.head(url).status_code == 200


def test_two_clients_cannot_write_at_once(tus: Tus):
    """Ours: the second is told that the upload is busy (423), and the bytes are those of one of them."""
    size = 8_000_000
    url, answers = tus.begun(size), []

    def send(byte: bytes) -> None:
        answers.append(tus.patch(url, iter([byte * 1_000_000] * 8), Content_Length=size).status_code)

    threads = [threading.Thread(target=send, args=(byte,)) for byte in (b"a", b"b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count(204) == 1
    assert {204, *answers} <= {204, 409, 423}
    assert tus.kept(url, b"a" * size) or tus.kept(url, b"b" * size)


def test_what_arrived_before_a_break_stays(tus: Tus):
    """Requests/PATCH: "the Server SHOULD always attempt to store as much of the received data as possible"."""
    url = tus.begun(1_000_000)
    tus.raw(url, 1_000_000, b"x" * 300_000, Upload_Offset=0)
    wait_until(lambda: tus.offset(url) > 0, what="the broken piece being kept")
    assert tus.offset(url) == 300_000
    assert tus.patch(url, b"y" * 700_000, 300_000).status_code == 204
    assert tus.kept(url, b"x" * 300_000 + b"y" * 700_000)


def test_a_body_of_unannounced_length_is_taken(tus: Tus):
    """RFC 9112 §7.1: a client that streams does not know the length of its piece."""
    url = tus.begun(3_000_000)
    answer = tus.patch(url, iter([b"z" * 1_000_000] * 3))
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, "3000000")
    assert tus.kept(url, b"z" * 3_000_000)


def test_a_body_of_unannounced_length_is_not_written_beyond_the_end(tus: Tus):
    """Headers/Upload-Length, where no `Content-Length` gives it away."""
    url = tus.begun(1_500_000)
    assert tus.patch(url, iter([b"z" * 1_000_000] * 3)).status_code == 413
    assert tus.offset(url) <= 1_500_000


def test_refusals_are_problems_with_a_sentence(tus: Tus):
    """Ours: RFC 9457, as everywhere in the API."""
    assert problem(tus.patch(MISSING, b"01")) == "not-found"
