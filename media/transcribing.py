"""Speech to text by what the operator has set up: a program of this machine, or a service over HTTP. Off by default.

Either gets the sound as a WAV file (16 kHz, one channel, 16 bit) and gives back WebVTT or SubRip.
"""

import secrets
import shlex
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillAtWork
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import imageio_ffmpeg
import structlog
from django.conf import settings

from media.captions.importing import LARGEST_BYTES
from media.ffmpeg import CONTAINERS
from media.limits import Limits
from media.models import Asset
from media.running import CommandFailed, CommandTooGreedy, CommandTooSlow, run
from media.transcribing_failures import TranscribingFailed, TranscribingFailure

log = structlog.get_logger(__name__)

SOUND: Final = "sound.wav"
LARGEST_SOUND_BYTES: Final = 1024**3
"""More than nine hours. A small file can hold months of silence, so the kernel ends who writes more."""
SOUND_LIMITS: Final = Limits(file_bytes=LARGEST_SOUND_BYTES)
SPEECH_LIMITS: Final = Limits(memory_bytes=64 * 1024**3)
"""Models are large, and mapped into memory whole."""
LOOK_EVERY_SECONDS: Final = 1.0

Tick = Callable[[], None]


def is_set_up() -> bool:
    """Whether the operator has named a program or a service."""
    return bool(settings.TRANSCRIBE_COMMAND or settings.TRANSCRIBE_URL)


def can_transcribe(asset: Asset) -> bool:
    """Whether a draft of this recording can be asked for."""
    return is_set_up() and asset.playable


def extract_sound(original: Path, *, folder: Path, tick: Tick) -> Path:
    """What is heard of a recording, as a WAV file in `folder`. Raises TranscribingFailed."""
    argv = [
        imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-nostdin", "-loglevel", "error",
        "-protocol_whitelist", "file,pipe", "-format_whitelist", CONTAINERS, "-i", str(original),
        "-vn", "-map", "0:a:0", "-ac", "1", "-ar", "16000", "-c:a", "pcm_s16le", "-y", SOUND,
    ]  # fmt: skip
    try:
        run(argv, folder=folder, timeout_seconds=settings.TRANSCRIBE_TIMEOUT, limits=SOUND_LIMITS, tick=tick)
    except CommandTooGreedy as greedy:
        raise TranscribingFailed(TranscribingFailure.TOO_LARGE) from greedy
    except CommandFailed as failed:
        log.warning("no sound to transcribe", said=failed.last_words)
        raise TranscribingFailed(TranscribingFailure.NO_SOUND) from failed
    return folder / SOUND


def transcribe(sound: Path, *, language: str, tick: Tick) -> bytes:
    """The captions as the program or the service wrote them. Raises TranscribingFailed."""
    if settings.TRANSCRIBE_COMMAND:
        return _by_command(sound, language, tick)
    return _by_service(sound, language, tick)


def _by_command(sound: Path, language: str, tick: Tick) -> bytes:
    """`{wav}` and `{language}` of the command are filled in; there is no shell."""
    argv = [
        word.replace("{wav}", str(sound)).replace("{language}", language)
        for word in shlex.split(settings.TRANSCRIBE_COMMAND)
    ]
    lines: list[str] = []
    try:
        run(
            argv,
            folder=sound.parent,
            timeout_seconds=settings.TRANSCRIBE_TIMEOUT,
            limits=SPEECH_LIMITS,
            on_line=lines.append,
            tick=tick,
        )
    except CommandTooSlow as slow:
        raise TranscribingFailed(TranscribingFailure.TOO_SLOW) from slow
    except (CommandFailed, OSError) as failed:
        log.warning("speech to text failed", error=str(failed))
        raise TranscribingFailed(TranscribingFailure.COMMAND_FAILED) from failed
    return "\n".join(line.rstrip("\r\n") for line in lines).encode()


def _by_service(sound: Path, language: str, tick: Tick) -> bytes:
    with ThreadPoolExecutor(max_workers=1) as waiting:
        answer = waiting.submit(_post, sound, language)
        while True:
            try:
                return answer.result(timeout=LOOK_EVERY_SECONDS)
            except StillAtWork:
                if answer.done():
                    raise TranscribingFailed(TranscribingFailure.TOO_SLOW) from None
                tick()


def _post(sound: Path, language: str) -> bytes:
    """One request to the host of the setting and to no other: a redirection is a refusal."""
    url = urlsplit(settings.TRANSCRIBE_URL)
    kind = HTTPSConnection if url.scheme == "https" else HTTPConnection
    connection = kind(url.hostname or "", url.port, timeout=settings.TRANSCRIBE_TIMEOUT)
    boundary = secrets.token_hex(16)
    head, tail = _multipart(boundary, language)
    try:
        connection.putrequest("POST", f"{url.path or '/'}{'?' if url.query else ''}{url.query}")
        connection.putheader("Content-Type", f"multipart/form-data; boundary={boundary}")
        connection.putheader("Content-Length", str(len(head) + sound.stat().st_size + len(tail)))
        connection.putheader("Accept", "text/vtt")
        if settings.TRANSCRIBE_TOKEN:
            connection.putheader("Authorization", f"Bearer {settings.TRANSCRIBE_TOKEN}")
        connection.endheaders(head)
        with sound.open("rb") as file:
            connection.send(file)
        connection.send(tail)
        response = connection.getresponse()
        body = response.read(LARGEST_BYTES + 1)
    except TimeoutError as slow:
        raise TranscribingFailed(TranscribingFailure.TOO_SLOW) from slow
    except (OSError, HTTPException) as away:
        log.warning("speech to text unreachable", error=str(away))
        raise TranscribingFailed(TranscribingFailure.UNREACHABLE) from away
    finally:
        connection.close()
    if response.status != 200:
        log.warning("speech to text refused", status=response.status)
        passing = response.status >= 500 or response.status == 429
        raise TranscribingFailed(TranscribingFailure.UNREACHABLE if passing else TranscribingFailure.REFUSED)
    return body


def _multipart(boundary: str, language: str) -> tuple[bytes, bytes]:
    """What stands before and after the sound: the fields `language`, `response_format` and `file`."""
    fields = {"language": language, "response_format": "vtt"}
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    file = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{SOUND}"\r\n'
    head = "".join([*parts, file, "Content-Type: audio/wav\r\n\r\n"])
    return head.encode(), f"\r\n--{boundary}--\r\n".encode()
