"""Drafts made by machine: by a real program, by a real HTTP server, tried again, and never published by themselves."""

from __future__ import annotations

import sys
import threading
import wave
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

import pytest

from media import transcribing
from media.errors import TranscribingOff, TranscribingUnderWay
from media.limits import Limits
from media.models import Caption, CaptionSource, CaptionState, Transcription, TranscriptionState
from media.services.transcribing import LEASE, MOST_ATTEMPTS, ask_for_transcription, make_draft
from media.tasks import make_caption_drafts
from media.transcribing_failures import TranscribingFailure
from tests.media.captions.conftest import VTT

pytestmark = pytest.mark.ffmpeg
PROGRAM = """
import sys, wave
sound = wave.open(sys.argv[1])
assert (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) == (16000, 1, 2)
print('1'); print('00:00:00,000 --> 00:00:01,000'); print('同志们', sys.argv[2])
"""


@pytest.fixture
def program(settings, tmp_path) -> Callable[[str], None]:
    def be(source: str) -> None:
        script = tmp_path / "speech.py"
        script.write_text(source, encoding="utf-8")
        settings.TRANSCRIBE_COMMAND = f"{sys.executable} {script} {{wav}} {{language}}"

    return be


@pytest.fixture
def heard(store, clips, recording):
    """A recording whose original is really there."""
    asset = store(clips("talk.mp3"))
    type(asset).objects.filter(pk=asset.pk).update(state="ready", published_level=2, edition="level2-a", kind="audio")
    asset.refresh_from_db()
    return asset


@pytest.fixture
def asked(heard, act, program) -> Callable[..., Transcription]:
    def ask(source: str = PROGRAM) -> Transcription:
        program(source)
        return ask_for_transcription(asset=heard, language="zh-hans", act=act())

    return ask


def test_nothing_is_offered_while_nothing_is_set_up(recording, act, client_of, instructor):
    with pytest.raises(TranscribingOff):
        ask_for_transcription(asset=recording, language="zh-hans", act=act())


def test_a_program_makes_a_draft_that_nobody_sees_yet(asked, at):
    request = asked()
    done = make_draft(transcription_id=request.pk, clock=lambda: at)
    assert (done.state, done.failure_code) == (TranscriptionState.DONE, "")
    caption = Caption.objects.get()
    assert caption.text == "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n同志们 zh-hans\n"
    assert (caption.source, caption.state) == (CaptionSource.TRANSCRIBED, CaptionState.DRAFT)
    assert make_draft(transcription_id=request.pk, clock=lambda: at) is None


def test_the_same_draft_is_asked_for_once(asked, heard, act):
    asked()
    with pytest.raises(TranscribingUnderWay):
        ask_for_transcription(asset=heard, language="zh-hans", act=act())
    assert Transcription.objects.count() == 1


@pytest.mark.parametrize(
    ("source", "failure"),
    [
        ("raise SystemExit(3)", TranscribingFailure.COMMAND_FAILED),
        ("print('I am no caption file')", TranscribingFailure.UNREADABLE),
        ("pass", TranscribingFailure.UNREADABLE),
    ],
)
def test_a_program_that_fails_is_given_up_with_a_sentence(asked, at, source, failure):
    given_up = make_draft(transcription_id=asked(source).pk, clock=lambda: at)
    assert (given_up.state, given_up.failure_code) == (TranscriptionState.FAILED, failure)
    assert given_up.failure_sentence
    assert not Caption.objects.filter(cues__gt=0).exists()


def test_a_slow_program_is_ended_and_tried_again_later(asked, at, settings):
    settings.TRANSCRIBE_TIMEOUT = 2
    request = asked("import time; time.sleep(60)")
    waiting = make_draft(transcription_id=request.pk, clock=lambda: at)
    assert (waiting.state, waiting.attempts) == (TranscriptionState.WAITING, 1)
    assert waiting.not_before > at
    assert make_draft(transcription_id=request.pk, clock=lambda: at) is None


def test_what_a_dead_worker_held_is_taken_up_and_at_last_given_up(asked, at):
    request = asked()
    held = {"state": TranscriptionState.RUNNING, "lease_token": "dead", "lease_until": at + LEASE}
    Transcription.objects.filter(pk=request.pk).update(**held, attempts=1)
    assert make_draft(transcription_id=request.pk, clock=lambda: at) is None
    later = at + LEASE + timedelta(seconds=1)
    assert make_draft(transcription_id=request.pk, clock=lambda: later).state == TranscriptionState.DONE
    Transcription.objects.filter(pk=request.pk).update(**held, attempts=MOST_ATTEMPTS)
    make_draft(transcription_id=request.pk, clock=lambda: later)
    assert Transcription.objects.get().state == TranscriptionState.FAILED


def test_the_clock_finds_what_waits(asked):
    asked()
    assert make_caption_drafts() == 1
    assert Caption.objects.get().cues == 1


class Service(ThreadingHTTPServer):
    """A speech-to-text service that answers as it is told and keeps what it got."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.answers: list[tuple[int, dict[str, str], bytes]] = []
        self.got: list[tuple[dict[str, str], bytes]] = []


class Answering(BaseHTTPRequestHandler):
    server: Service

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((dict(self.headers), body))
        status, headers, answer = self.server.answers.pop(0)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_words: object) -> None:
        pass


@pytest.fixture
def service(settings) -> Iterator[Service]:
    with Service() as running:
        settings.TRANSCRIBE_URL = f"http://127.0.0.1:{running.server_port}/v1/audio/transcriptions?model=x"
        settings.TRANSCRIBE_TOKEN = "a token"
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


def by_service(heard, act, at):
    asked = ask_for_transcription(asset=heard, language="zh-hans", act=act())
    return make_draft(transcription_id=asked.pk, clock=lambda: at)


def test_a_service_gets_the_sound_and_answers_captions(service, heard, act, at):
    service.answers = [(200, {"Content-Type": "text/vtt"}, VTT.encode())]
    assert by_service(heard, act, at).state == TranscriptionState.DONE
    assert Caption.objects.get().cues == 2
    headers, body = service.got[0]
    assert headers["Authorization"] == "Bearer a token"
    parts = body.split(b"--" + headers["Content-Type"].partition("boundary=")[2].encode())
    fields = {part.partition(b'name="')[2].partition(b'"')[0]: part.partition(b"\r\n\r\n")[2][:-2] for part in parts}
    assert fields[b"language"] == b"zh-hans"
    with wave.open(BytesIO(fields[b"file"])) as sound:
        assert (sound.getframerate(), sound.getnchannels()) == (16000, 1)


@pytest.mark.parametrize(
    ("status", "headers", "state", "code"),
    [
        (503, {}, TranscriptionState.WAITING, ""),
        (429, {}, TranscriptionState.WAITING, ""),
        (401, {}, TranscriptionState.FAILED, TranscribingFailure.REFUSED),
        (302, {"Location": "http://127.0.0.1:1/"}, TranscriptionState.FAILED, TranscribingFailure.REFUSED),
    ],
)
def test_a_service_that_refuses_is_asked_again_only_where_that_helps(
    service, heard, act, at, status, headers, state, code
):
    service.answers = [(status, headers, b"no")]
    outcome = by_service(heard, act, at)
    assert (outcome.state, outcome.failure_code) == (state, code)
    assert len(service.got) == 1


def test_an_answer_without_end_is_not_read(service, heard, act, at):
    service.answers = [(200, {}, b"WEBVTT\n\n" + b"x" * 3_000_000)]
    assert by_service(heard, act, at).failure_code == TranscribingFailure.UNREADABLE


def test_a_service_that_is_away_is_asked_again(settings, heard, act, at):
    settings.TRANSCRIBE_URL = "http://127.0.0.1:9/"
    assert by_service(heard, act, at).state == TranscriptionState.WAITING


def test_an_author_asks_on_the_page(service, heard, client_of, instructor, django_capture_on_commit_callbacks):
    client = client_of(instructor)
    client.cookies["school_language"] = "en"
    place = f"/studio/uploads/{heard.public_id}/captions/"
    assert "Draft captions by machine" in client.get(place).content.decode()
    assert (
        "A draft is being made." in client.post(f"{place}transcribe/", {"language": "en"}, follow=True).content.decode()
    )
    page = client.post(f"{place}transcribe/", {"language": "en"}, follow=True).content.decode()
    assert "already being made" in page
    assert "A draft waits for its turn (en)" in page
    # The list renews itself until the draft is there.
    service.answers = [(200, {}, VTT.encode())]
    assert 'data-renewing-on-value="true"' in page
    make_caption_drafts()
    assert 'data-renewing-on-value="false"' in client.get(place).content.decode()
    assert client.post(f"{place}transcribe/", {"language": "x"}).status_code == 404


def test_a_recording_of_endless_silence_fills_no_disk(asked, at, monkeypatch):
    monkeypatch.setattr(transcribing, "SOUND_LIMITS", Limits(file_bytes=64 * 1024))
    given_up = make_draft(transcription_id=asked().pk, clock=lambda: at)
    assert (given_up.state, given_up.failure_code) == (TranscriptionState.FAILED, TranscribingFailure.TOO_LARGE)
