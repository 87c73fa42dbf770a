"""What a stored file is, written on its row before anything is made of it."""

import hashlib
from pathlib import Path
from typing import Final

from media.models import AssetKind, AssetState
from media.probing import probe
from media.services.claiming import Claim, advance
from media.services.pulse import Pulse
from media.source import Source

HASH_BYTES: Final = 4 * 1024 * 1024

CONTENT_TYPES: Final = {
    "mov": "video/mp4",
    "matroska": "video/x-matroska",
    "avi": "video/x-msvideo",
    "mp3": "audio/mpeg",
}


def hash_original(*, original: Path, pulse: Pulse) -> str:
    """The SHA-256 of the file, as hexadecimal digits."""
    digest = hashlib.sha256()
    with original.open("rb") as file:
        while chunk := file.read(HASH_BYTES):
            digest.update(chunk)
            pulse.beat()
    return digest.hexdigest()


def measure_recording(*, claim: Claim, original: Path, pulse: Pulse) -> Source:
    """Probe the file. Raises Unfit when it cannot become something to watch or hear."""
    source = probe(original, tick=pulse.beat)
    advance(
        claim=claim,
        state=AssetState.TRANSCODING,
        kind=AssetKind.VIDEO if source.picture else AssetKind.AUDIO,
        duration_ms=source.duration_ms,
        facts=source.as_facts(),
        content_type=CONTENT_TYPES.get(source.container.partition(",")[0], "application/octet-stream"),
    )
    return source
