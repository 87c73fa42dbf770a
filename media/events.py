"""Facts about assets that others may want to know."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class AssetStored:
    """All bytes of an upload have arrived and are kept; it has not been looked at yet."""

    asset_id: int


@dataclass(frozen=True)
class AssetPublished:
    """There is something to play: the source repackaged (level 1) or the full ladder, or pages of slides (level 2)."""

    asset_id: int
    level: int
    at: datetime


@dataclass(frozen=True)
class TranscriptionAsked:
    """An author wants a draft of captions made by machine."""

    transcription_id: int


@dataclass(frozen=True)
class CaptionsChanged:
    """What members read and hear as captions of this asset is another text from now on, or none. `by_id` acted `at`
    that moment; None where no person did, as when a demo is seeded."""

    asset_id: int
    by_id: int | None = None
    at: datetime | None = None
