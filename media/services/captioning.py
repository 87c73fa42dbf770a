"""Captions are written: begun, saved, loaded from a file, brought back. What they said before is kept."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from media.captions.cues import Captions
from media.captions.importing import read_captions
from media.captions.languages import LANGUAGES, label_of
from media.captions.moving import NONE, Move, moved
from media.captions.reading import Reading, read_text
from media.captions.webvtt import parse, serialise
from media.errors import CaptionChanged, CaptionLanguageUnknown, CaptionUnreadable
from media.models import Asset, Caption, CaptionSource, CaptionVersion
from media.services.publishing_captions import show_to_members
from school.organisation.models import Member

KEPT_EVERY: Final = timedelta(minutes=10)
"""While one author writes, a version to come back to is kept this often; a change of hand or of source always is."""
MOST_KEPT: Final = 50


@transaction.atomic
def begin_captions(*, asset: Asset, language: str, by: Member, at: datetime) -> Caption:
    """An empty draft in a language of the list; the one that is there, if there is one."""
    if language not in LANGUAGES:
        raise CaptionLanguageUnknown
    return _found_or_begun(asset, language, by, at, CaptionSource.TYPED)


@transaction.atomic
def save_captions(*, caption: Caption, text: str, version: int, by: Member, at: datetime) -> tuple[Caption, Reading]:
    """Save what an author wrote, if nobody else saved since `version`; also what had to be put right.

    Raises:
        CaptionUnreadable: a line can be neither read nor repaired.
        CaptionChanged: somebody was faster.
    """
    reading = read_text(text)
    if not text.strip():
        reading = Reading(Captions())
    _require_readable(reading)
    saved = _write(caption, reading.captions, version=version, source=CaptionSource.TYPED, by=by, at=at)
    return saved, reading


@transaction.atomic
def import_captions(
    *, asset: Asset, language: str, data: bytes, by: Member | None, at: datetime, move: Move = NONE
) -> Caption:
    """Take a WebVTT or SubRip file as the draft of a language, repaired as its preview has shown.

    Raises:
        CaptionUnreadable: a line can be neither read nor repaired.
    """
    reading = read_captions(data, duration_ms=asset.duration_ms, move=move)
    return take_captions(asset=asset, language=language, reading=reading, source=CaptionSource.IMPORTED, by=by, at=at)


@transaction.atomic
def take_captions(
    *, asset: Asset, language: str, reading: Reading, source: CaptionSource, by: Member | None, at: datetime
) -> Caption:
    """Make what was read the draft of a language; the text it had is kept."""
    _require_readable(reading)
    caption = _found_or_begun(asset, language, by, at, source)
    return _write(caption, reading.captions, version=caption.version, source=source, by=by, at=at)


@transaction.atomic
def caption_asset(*, asset: Asset, language: str, data: bytes, at: datetime) -> Caption:
    """Give the asset published captions in one language, in place of those it had."""
    return show_to_members(caption=import_captions(asset=asset, language=language, data=data, by=None, at=at))


@transaction.atomic
def move_captions(*, caption: Caption, move: Move, version: int, by: Member, at: datetime) -> Caption:
    """Shift or stretch all times of the draft."""
    captions = moved(parse(caption.text).captions, move)
    return _write(caption, captions, version=version, source=caption.source, by=by, at=at, keep=True)


@transaction.atomic
def rename_captions(*, caption: Caption, label: str) -> Caption:
    """Give them another name in the player."""
    caption.label = label
    caption.save(update_fields=["label"])
    return caption


@transaction.atomic
def restore_version(*, caption: Caption, number: int, by: Member, at: datetime) -> Caption:
    """Bring back a text the captions had; the present one is kept, so that this too can be undone.

    Raises:
        CaptionVersion.DoesNotExist: there is no such version.
    """
    earlier = caption.versions.get(number=number)
    captions = parse(earlier.text).captions
    return _write(caption, captions, version=caption.version, source=earlier.source, by=by, at=at, keep=True)


def _require_readable(reading: Reading) -> None:
    if reading.refusals:
        first = reading.refusals[0]
        raise CaptionUnreadable(line=max(1, first.line), reason=first.sentence)


def _found_or_begun(asset: Asset, language: str, by: Member | None, at: datetime, source: CaptionSource) -> Caption:
    fresh = {
        "label": label_of(language),
        "text": serialise(Captions()),
        "cues": 0,
        "source": source,
        "updated_at": at,
        "updated_by": by,
    }
    return Caption.objects.get_or_create(asset=asset, language=language, defaults=fresh)[0]


def _write(
    caption: Caption,
    captions: Captions,
    *,
    version: int,
    source: str,
    by: Member | None,
    at: datetime,
    keep: bool = False,
) -> Caption:
    text = serialise(captions)
    caption.refresh_from_db()
    if text == caption.text:
        return caption
    changes = {"text": text, "cues": len(captions.cues), "source": source, "updated_at": at, "updated_by": by}
    if not Caption.objects.filter(pk=caption.pk, version=version).update(**changes, version=version + 1):
        raise CaptionChanged
    if keep or _worth_keeping(caption, source=source, by=by, at=at):
        _keep_version(caption)
    caption.refresh_from_db()
    return caption


def _worth_keeping(caption: Caption, *, source: str, by: Member | None, at: datetime) -> bool:
    """Whether the text that is being replaced is one to come back to."""
    if not caption.cues:
        return False
    same_hand = caption.source == source == CaptionSource.TYPED and caption.updated_by_id == (by.pk if by else None)
    if not same_hand or caption.version == caption.published_version:
        return True
    latest = caption.versions.order_by("-number").values_list("made_at", flat=True).first()
    return latest is None or at - latest >= KEPT_EVERY


def _keep_version(caption: Caption) -> None:
    CaptionVersion.objects.create(
        caption=caption,
        number=caption.version,
        text=caption.text,
        cues=caption.cues,
        source=caption.source,
        made_at=caption.updated_at,
        made_by=caption.updated_by,
    )
    spare = caption.versions.order_by("-number").values_list("pk", flat=True)[MOST_KEPT:]
    CaptionVersion.objects.filter(pk__in=list(spare)).delete()
