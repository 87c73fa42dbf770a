"""Captions are shown to members, hidden again, or removed with all they ever said."""

from dataclasses import replace

from django.db import transaction

from media.captions.plain import plain_text, spoken
from media.captions.stamps import stamp
from media.captions.webvtt import parse, serialise
from media.errors import CaptionEmpty, CaptionNotReady
from media.events import CaptionsChanged
from media.models import Caption, CaptionState
from school.events.announcing import announce
from school.organisation.acting import Act


@transaction.atomic
def publish_captions(*, caption: Caption, act: Act) -> Caption:
    """Show members the present text.

    Raises:
        CaptionEmpty: nothing is said in it.
        CaptionNotReady: a caption ends before it begins.
    """
    show_to_members(caption=caption, act=act)
    _record(caption, "caption.published", act)
    return caption


@transaction.atomic
def show_to_members(*, caption: Caption, act: Act | None = None) -> Caption:
    """The same where no person acts, as when a demo is seeded; with `act`, told as that person's."""
    captions = parse(caption.text).captions
    said = tuple(cue for cue in captions.cues if plain_text(cue.text))
    if not said:
        raise CaptionEmpty
    for cue in said:
        if cue.end <= cue.start:
            raise CaptionNotReady(place=stamp(cue.start))
    caption.state = CaptionState.PUBLISHED
    caption.published_text = serialise(replace(captions, cues=said))
    caption.published_version = caption.version
    caption.spoken = spoken(said)
    caption.save(update_fields=["state", "published_text", "published_version", "spoken"])
    _announce(caption.asset_id, act)
    return caption


@transaction.atomic
def withdraw_captions(*, caption: Caption, act: Act) -> Caption:
    """Members no longer see them; the draft stays."""
    caption.state = CaptionState.DRAFT
    caption.published_text, caption.published_version, caption.spoken = "", None, ""
    caption.save(update_fields=["state", "published_text", "published_version", "spoken"])
    _record(caption, "caption.withdrawn", act)
    _announce(caption.asset_id, act)
    return caption


@transaction.atomic
def delete_captions(*, caption: Caption, act: Act) -> None:
    """Remove a language with all its versions."""
    _record(caption, "caption.deleted", act)
    asset_id = caption.asset_id
    caption.delete()
    _announce(asset_id, act)


def _announce(asset_id: int, act: Act | None) -> None:
    by = act.member if act else None
    announce(CaptionsChanged(asset_id=asset_id, by_id=by.pk if by else None, at=act.at if act else None))


def _record(caption: Caption, action: str, act: Act) -> None:
    act.record(
        action,
        subject_kind="asset",
        subject_id=caption.asset.public_id,
        organisation_path=caption.asset.organisation.path,
        details={"language": caption.language, "version": caption.version},
    )
