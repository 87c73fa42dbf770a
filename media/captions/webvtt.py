"""WebVTT as the W3C specification reads it (§6.1): a parser of blocks, never a regular expression. Pure.

Whatever bytes come, there is an answer: captions, or `NotWebVTT` when the signature is missing. `dropped` tells the
lines the algorithm passes over in silence, so that an author can be told.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from media.captions.cues import ARROW, Captions, Cue, Region
from media.captions.settings import Settings, cue_settings, region_settings, written
from media.captions.stamps import Position, collect_timestamp, stamp


class NotWebVTT(ValueError):
    """The text does not begin with the signature WEBVTT."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """`lines[i]` is the line (from 1) of the times of cue i; `dropped` lines look like times but are none."""

    captions: Captions
    lines: tuple[int, ...]
    dropped: tuple[int, ...]


def parse(text: str) -> Parsed:
    """Read a decoded file.

    Raises:
        NotWebVTT: it is something else.
    """
    return _Parser(text).read()


def serialise(captions: Captions) -> str:
    """The canonical text: `parse(serialise(x)).captions == x`."""
    blocks = ["WEBVTT"]
    blocks += [f"STYLE\n{style}" for style in captions.styles]
    blocks += [_region_block(region) for region in captions.regions]
    blocks += [_cue_block(cue) for cue in captions.cues]
    return "\n\n".join(blocks) + "\n"


def split_lines(text: str) -> list[str]:
    """Lines after the preprocessing of §6.1: no byte order mark, NUL replaced, any line end."""
    plain = text.removeprefix("\ufeff").replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
    return plain.split("\n")


def timing(line: str, regions: Collection[str]) -> tuple[int, int, Settings] | None:
    """§6.3 "collect WebVTT cue timings and settings" of one line."""
    place = Position(line)
    place.skip_spaces()
    start = collect_timestamp(place)
    place.skip_spaces()
    if start is None or not place.take(ARROW):
        return None
    place.skip_spaces()
    end = collect_timestamp(place)
    return None if end is None else (start, end, cue_settings(line[place.at :], regions))


def _region_block(region: Region) -> str:
    lines = ["REGION", f"id:{region.identifier}", *(f"{name}:{value}" for name, value in region.settings)]
    return "\n".join(lines)


def _cue_block(cue: Cue) -> str:
    times = f"{stamp(cue.start)} {ARROW} {stamp(cue.end)} {written(cue.settings)}".rstrip()
    return "\n".join([*([cue.identifier] if cue.identifier else []), times, *([cue.text] if cue.text else [])])


_BLOCKS: Final = {"STYLE": "style", "REGION": "region"}


@dataclass
class _Parser:
    """The state the specification calls `input`, `position` and `seen cue`."""

    text: str
    at: int = 0
    seen_cue: bool = False
    cues: list[Cue] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    regions: dict[str, Region] = field(default_factory=dict)

    def read(self) -> Parsed:
        self.lines = split_lines(self.text)
        signature = self.lines[0]
        if not signature.startswith("WEBVTT") or (len(signature) > 6 and signature[6] not in " \t"):
            raise NotWebVTT
        self.at = 1
        if self.at < len(self.lines) and self.lines[self.at]:
            self._block(in_header=True)
        self._skip_blank()
        while self.at < len(self.lines):
            self._block(in_header=False)
            self._skip_blank()
        captions = Captions(tuple(self.cues), tuple(self.styles), tuple(self.regions.values()))
        return Parsed(captions, tuple(self.places), tuple(self.dropped))

    def _skip_blank(self) -> None:
        while self.at < len(self.lines) and not self.lines[self.at]:
            self.at += 1

    def _block(self, *, in_header: bool) -> None:
        """§6.1 "collect a WebVTT block": a cue, a style sheet, a region, or nothing of these."""
        buffer: list[str] = []
        times: tuple[int, int, Settings] | None = None
        identifier, place, count, kind = "", 0, 0, ""
        while self.at < len(self.lines) and (line := self.lines[self.at]):
            count += 1
            if ARROW in line:
                if in_header or place or count > 2:
                    break
                place = self.at + 1
                times = timing(line, self.regions)
                if times is None:
                    self.dropped.append(place)
                else:
                    identifier, kind, buffer = "\n".join(buffer), "cue", []
                    self.seen_cue = True
            else:
                if count == 2 and not (in_header or self.seen_cue or place):
                    kind = _BLOCKS.get(buffer[0].rstrip(" \t\f"), "")
                    buffer = [] if kind else buffer
                buffer.append(line)
            self.at += 1
        self._keep(kind, times, identifier, place, buffer)

    def _keep(
        self, kind: str, times: tuple[int, int, Settings] | None, identifier: str, place: int, buffer: list[str]
    ) -> None:
        if kind == "cue" and times is not None:
            self.cues.append(Cue(times[0], times[1], "\n".join(buffer), identifier, times[2]))
            self.places.append(place)
        elif kind == "style":
            self.styles.append("\n".join(buffer))
        elif kind == "region" and (region := region_settings("\n".join(buffer))) is not None:
            self.regions.pop(region.identifier, None)
            self.regions[region.identifier] = region
