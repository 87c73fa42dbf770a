"""Reads HLS playlists as strictly as the strictest player: RFC 8216 and its second edition, tag by tag.

Anything it does not know, and any figure that is not true of the files beside the playlist, is an error.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from pathlib import Path

import av

MEDIA_TAGS = {
    "EXTM3U",
    "EXT-X-VERSION",
    "EXT-X-TARGETDURATION",
    "EXT-X-MEDIA-SEQUENCE",
    "EXT-X-PLAYLIST-TYPE",
    "EXT-X-INDEPENDENT-SEGMENTS",
    "EXT-X-MAP",
    "EXTINF",
    "EXT-X-ENDLIST",
}
MASTER_TAGS = {"EXTM3U", "EXT-X-VERSION", "EXT-X-INDEPENDENT-SEGMENTS", "EXT-X-MEDIA", "EXT-X-STREAM-INF"}
QUOTE = '"'
ATTRIBUTE = re.compile(r'([A-Z0-9-]+)=("[^"\r\n]*"|[^",\s]+)(?:,|$)')


@dataclass
class Playlist:
    """Tags in order, each with its value; addresses stand under the tag "" ."""

    lines: list[tuple[str, str]] = field(default_factory=list)

    def values(self, tag: str) -> list[str]:
        return [value for name, value in self.lines if name == tag]

    def one(self, tag: str) -> str:
        (value,) = self.values(tag)
        return value


def parsed(text: str, known: set[str]) -> Playlist:
    assert "\r" not in text
    assert "\ufeff" not in text
    playlist = Playlist()
    for line in text.split("\n")[:-1]:
        assert line.strip() == line != ""
        if line.startswith("#"):
            tag, _, value = line[1:].partition(":")
            assert tag in known, tag
            playlist.lines.append((tag, value))
        else:
            playlist.lines.append(("", line))
    assert text.endswith("\n")
    assert playlist.lines[0] == ("EXTM3U", "")
    assert int(playlist.one("EXT-X-VERSION")) >= 6  # EXT-X-MAP without I-frames
    assert len(playlist.values("EXT-X-INDEPENDENT-SEGMENTS")) <= 1
    return playlist


def attributes(value: str) -> dict[str, str]:
    found, end = {}, 0
    for match in ATTRIBUTE.finditer(value):
        assert match.start() == end, value
        assert match[1] not in found
        found[match[1]], end = match[2], match.end()
    assert end == len(value)
    return found


def check_media(path: Path) -> list[tuple[float, int]]:
    """Check a media playlist; seconds and bytes of its segments."""
    playlist = parsed(path.read_text(encoding="utf-8"), MEDIA_TAGS)
    target = int(playlist.one("EXT-X-TARGETDURATION"))
    assert playlist.one("EXT-X-PLAYLIST-TYPE") == "VOD"
    assert playlist.lines[-1] == ("EXT-X-ENDLIST", "")
    assert playlist.lines.index(("EXT-X-MAP", playlist.one("EXT-X-MAP"))) < playlist.lines.index(
        ("EXTINF", playlist.values("EXTINF")[0])
    )
    head = attributes(playlist.one("EXT-X-MAP"))["URI"].strip('"')
    assert (path.parent / head).is_file()
    seconds = [float(value.removesuffix(",")) for value in playlist.values("EXTINF")]
    assert target == max(round(length) for length in seconds)
    kinds = [name for name, _ in playlist.lines if name in {"EXTINF", ""}]
    assert kinds == ["EXTINF", ""] * len(seconds)
    sizes = [(path.parent / name).stat().st_size for name in playlist.values("")]
    assert {file.name for file in path.parent.iterdir()} == {path.name, head, *playlist.values("")}
    return list(zip(seconds, sizes, strict=True))


def check_master(folder: Path, edition: str, name: str = "master.m3u8") -> dict[str, Path]:
    """Check a master playlist against everything it names; the media playlists by what they are."""
    playlist = parsed((folder / name).read_text(encoding="utf-8"), MASTER_TAGS)
    assert playlist.values("EXT-X-INDEPENDENT-SEGMENTS") == [""]  # of all that it names
    groups = {}
    for value in playlist.values("EXT-X-MEDIA"):
        media = attributes(value)
        assert media["TYPE"] == "AUDIO"
        groups[media["GROUP-ID"]] = _below(folder, edition, media["URI"].strip('"'))
        assert _channels(groups[media["GROUP-ID"]]) == int(media["CHANNELS"].strip('"'))
    found = {f"audio-{group.strip(QUOTE)}": path for group, path in groups.items()}
    for place, (tag, value) in enumerate(playlist.lines):
        if tag == "EXT-X-STREAM-INF":
            after, address = playlist.lines[place + 1]
            assert after == ""
            path = _below(folder, edition, address)
            _check_variant(attributes(value), path, groups)
            found[path.parent.name] = path
    rates = [int(attributes(value)["BANDWIDTH"]) for value in playlist.values("EXT-X-STREAM-INF")]
    assert rates == sorted(rates)
    return found


def _below(folder: Path, edition: str, address: str) -> Path:
    """The edition's name is part of the address, and not of the folder that it is made in."""
    assert address.startswith(f"{edition}/")
    return folder / address.removeprefix(f"{edition}/")


def _check_variant(stream: dict[str, str], path: Path, groups: dict[str, Path]) -> None:
    parts = [check_media(path)]
    if "AUDIO" in stream:
        parts.append(check_media(groups[stream["AUDIO"]]))
    peak = sum(max(size * 8 / seconds for seconds, size in part if seconds >= part[0][0] / 2) for part in parts)
    average = sum(sum(s for _, s in part) * 8 / sum(t for t, _ in part) for part in parts)
    assert int(stream["BANDWIDTH"]) >= peak * 0.999
    assert abs(int(stream["AVERAGE-BANDWIDTH"]) - average) <= average * 0.01
    codecs = stream["CODECS"].strip('"').split(",")
    assert len(codecs) == len(parts)
    if codecs[0].startswith("avc1."):
        assert stream["VIDEO-RANGE"] == "SDR"
        _check_picture(stream, codecs[0], path)


def _check_picture(stream: dict[str, str], codec: str, path: Path) -> None:
    head = (path.parent / "init.mp4").read_bytes()
    at = head.find(b"avcC")
    assert codec == f"avc1.{head[at + 5 : at + 8].hex()}"
    with av.open(str(path)) as file:
        frames = [(frame.time, frame.width, frame.height) for frame in file.decode(video=0)]
    assert stream["RESOLUTION"] == f"{frames[0][1]}x{frames[0][2]}"
    distances = [after[0] - before[0] for before, after in itertools.pairwise(frames)]
    fastest = 1 / min(distances, default=1 / float(stream["FRAME-RATE"]))
    assert abs(fastest - float(stream["FRAME-RATE"])) < 0.6


def _channels(path: Path) -> int:
    with av.open(str(path)) as file:
        return file.streams.audio[0].codec_context.channels
