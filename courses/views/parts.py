"""What stands in the middle of a lecture page: the player of a recording, the sections of an article, or slides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from courses.handouts import FILE, handed_out_name
from courses.models import LectureRevision
from courses.richtext.showing import for_reader
from courses.slides import SLIDES
from courses.standard_kinds import ARTICLE
from courses.views.slide_parts import slides_of
from media import storage
from media.captions.transcript import transcript_of
from media.models import Asset, AssetKind, Caption, Rendition
from media.pipeline import LISTEN
from media.services.documenting import DOCUMENT_FILE
from media.watermark import watermark_of
from school.composed import Composed
from school.organisation.models import Member


@dataclass(frozen=True)
class Player:
    """Where the recording is played from: `base` is the folder of its files, `seconds` its length, 0 if unknown;
    `sound` says that there is nothing to see, `listen` names the playlist without the picture, `captions` begin with
    the reader's own language, `watermark` lies over the picture; an empty text: there is none. `tall`: a portrait."""

    asset: Asset
    base: str
    seconds: int
    captions: tuple[Caption, ...]
    poster: bool
    sound: bool
    tall: bool
    listen: str
    watermark: str


@dataclass(frozen=True)
class ReadingSection:
    """A section of an article, ready for the page."""

    anchor: str
    html: SafeString


# Every opening of a recording asks these.
_CAPTIONS: Composed[Caption] = Composed(
    lambda given: Caption.objects.filter(asset__pk=given["asset"]).published().listed()
)
_RENDITIONS: Composed[tuple[str, int, int]] = Composed(
    lambda given: Rendition.objects.filter(asset__pk=given["asset"]).values_list("kind", "width", "height")
)


def parts_of(shown: LectureRevision, *, member: Member, captions_in: str) -> dict[str, Any]:
    """The `player` with its `transcript`, the `sections`, or the `slides`; nothing for a draft without content.

    `captions_in` is the language that the reader asked for, empty for her own.
    """
    if shown.kind == ARTICLE:
        return {"sections": _sections(shown)}
    if shown.kind == FILE:
        handout = handout_of(shown)
        return {"handout": handout} if handout else {}
    parts: dict[str, Any] = {"slides": slides_of(shown)} if shown.kind == SLIDES else {}
    if shown.asset is not None and shown.asset.playable:
        captions = tuple(_CAPTIONS.rows(asset=shown.asset.pk))
        parts["player"] = _player(shown.lecture.public_id, shown.asset, captions, watermark_of(member))
        parts["transcript"] = transcript_of(captions, languages=[captions_in, get_language() or ""])
    return parts


def handout_of(shown: LectureRevision) -> dict[str, Any] | None:
    """The file as it was published, or of a draft as it stands; none while it cannot be opened."""
    asset = shown.deck
    if shown.kind != FILE or asset is None or not asset.playable:
        return None
    return {
        "name": handed_out_name(asset),
        "size": asset.size,
        "content_type": asset.content_type,
        "address": f"/play/{shown.lecture.public_id}/{asset.public_id}/{DOCUMENT_FILE}",
    }


def _player(lecture_id: str, asset: Asset, captions: tuple[Caption, ...], watermark: str) -> Player:
    renditions = _RENDITIONS.rows(asset=asset.pk)
    return Player(
        asset=asset,
        base=f"/play/{lecture_id}/{asset.public_id}/",
        seconds=(asset.duration_ms or 0) // 1000,
        captions=_own_language_first(captions),
        poster=storage.has_published(asset.store_key, asset.edition, "poster.jpg"),
        sound=asset.kind == AssetKind.AUDIO,
        tall=any(height > width for _kind, width, height in renditions),
        listen=LISTEN if any(kind == AssetKind.AUDIO for kind, _width, _height in renditions) else "",
        watermark=watermark,
    )


def _own_language_first(captions: tuple[Caption, ...]) -> tuple[Caption, ...]:
    own = get_language() or ""
    return tuple(sorted(captions, key=lambda caption: caption.language != own))


def _sections(shown: LectureRevision) -> list[ReadingSection]:
    # Safe because `courses.rendering` cleaned it before it was frozen, and nothing writes a revision afterwards.
    lecture_id, pictures = shown.lecture.public_id, shown.content.get("pictures", {})
    return [
        ReadingSection(
            section["anchor"],
            mark_safe(for_reader(section["html"], lecture_id=lecture_id, pictures=pictures)),  # noqa: S308
        )
        for section in shown.content.get("sections", [])
    ]
