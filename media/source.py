"""What a media file is, as measured: plain facts that the probe finds and the ladder is planned from."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

HDR_TRANSFERS: Final = {"smpte2084": "pq", "arib-std-b67": "hlg"}


@dataclass(frozen=True, slots=True)
class Colour:
    """How numbers mean colours, in ffmpeg's words; empty where the file does not say."""

    transfer: str = ""
    primaries: str = ""
    matrix: str = ""
    full_range: bool = False

    @property
    def high_range(self) -> str:
        """ "pq" or "hlg" for high dynamic range, else empty."""
        return HDR_TRANSFERS.get(self.transfer, "")


@dataclass(frozen=True, slots=True)
class Picture:
    """The video stream that is shown. Sizes in coded pixels, before rotation; times in milliseconds."""

    index: int
    codec: str
    profile: str
    pixel_format: str
    width: int
    height: int
    rotation: int
    """Quarter turns in degrees that a player applies: 0, 90, 180 or 270."""
    pixel_aspect: float
    frame_rate: float
    """Frames a second; for a variable rate the one that most frames keep."""
    bits_per_second: int
    start_ms: int
    duration_ms: int
    keyframes_ms: tuple[int, ...]
    colour: Colour = Colour()
    variable_rate: bool = False
    interlaced: bool = False

    @property
    def shown_size(self) -> tuple[int, int]:
        """Width and height as a viewer sees them: square pixels, turned upright."""
        width, height = round(self.width * self.pixel_aspect), self.height
        return (height, width) if self.rotation in {90, 270} else (width, height)


@dataclass(frozen=True, slots=True)
class Sound:
    """The audio stream that is heard."""

    index: int
    codec: str
    profile: str
    channels: int
    layout: str
    """As in "mono", "stereo", "5.1"."""
    sample_rate: int
    bits_per_second: int
    start_ms: int
    duration_ms: int


@dataclass(frozen=True, slots=True)
class Source:
    """A file fit for transcoding: it has at least a picture or a sound."""

    container: str
    duration_ms: int
    picture: Picture | None
    sound: Sound | None

    def as_dict(self) -> dict[str, Any]:
        """The facts as JSON-ready data."""
        return asdict(self)

    def as_facts(self) -> dict[str, Any]:
        """The facts to keep; the places of thousands of key frames are counted only."""
        facts = self.as_dict()
        if facts["picture"]:
            facts["picture"]["keyframes"] = len(facts["picture"].pop("keyframes_ms"))
        return facts

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Source":
        """The inverse of `as_dict`."""
        picture, sound = data["picture"], data["sound"]
        return cls(
            container=data["container"],
            duration_ms=data["duration_ms"],
            picture=_picture(picture) if picture else None,
            sound=Sound(**sound) if sound else None,
        )


def _picture(data: Mapping[str, Any]) -> Picture:
    known = {**data, "keyframes_ms": tuple(data["keyframes_ms"]), "colour": Colour(**data["colour"])}
    return Picture(**known)
