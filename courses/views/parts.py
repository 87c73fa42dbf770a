"""What stands in the middle of a lecture page: the player of a recording, or the sections of an article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from courses.models import LectureRevision
from courses.standard_kinds import ARTICLE, RECORDINGS
from courses.transcript import Cue, read_transcript
from media import storage
from media.models import Asset, AssetKind, Caption


@dataclass(frozen=True)
class Player:
    """Where the recording is played from: `base` is the folder of its files, `seconds` its length, 0 if unknown;
    `sound` says that there is nothing to see."""

    asset: Asset
    base: str
    seconds: int
    caption: Caption | None
    poster: bool
    sound: bool


@dataclass(frozen=True)
class ReadingSection:
    """A section of an article, ready for the page."""

    anchor: str
    html: SafeString


def parts_of(shown: LectureRevision) -> dict[str, Any]:
    """The `player` with its `transcript`, or the `sections`, or nothing for a draft without content."""
    if shown.kind in RECORDINGS and shown.asset is not None and shown.asset.playable:
        player = _player(shown.lecture.public_id, shown.asset)
        return {"player": player, "transcript": _transcript(player)}
    if shown.kind == ARTICLE:
        return {"sections": _sections(shown)}
    return {}


def _player(lecture_id: str, asset: Asset) -> Player:
    return Player(
        asset=asset,
        base=f"/play/{lecture_id}/{asset.public_id}/",
        seconds=(asset.duration_ms or 0) // 1000,
        caption=_caption(asset),
        poster=storage.has_published(asset.store_key, asset.edition, "poster.jpg"),
        sound=asset.kind == AssetKind.AUDIO,
    )


def _caption(asset: Asset) -> Caption | None:
    """In the reader's language if there is one, otherwise whichever there is."""
    captions = {caption.language: caption for caption in asset.captions.order_by("language")}
    return captions.get(get_language() or "") or next(iter(captions.values()), None)


def _transcript(player: Player) -> tuple[Cue, ...]:
    if player.caption is None:
        return ()
    file = storage.published_path(player.asset.public_id, player.caption.file_name)
    return read_transcript(file.read_text(encoding="utf-8")) if file.is_file() else ()


def _sections(shown: LectureRevision) -> list[ReadingSection]:
    # Safe because `courses.rendering` cleaned it before it was frozen, and nothing writes a revision afterwards.
    return [
        ReadingSection(section["anchor"], mark_safe(section["html"]))  # noqa: S308
        for section in shown.content.get("sections", [])
    ]
