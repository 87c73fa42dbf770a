"""Holding on to assets, and letting go."""

from datetime import datetime

from django.db import transaction

from media import storage
from media.captions import NotWebVTT, read_webvtt
from media.errors import CaptionUnreadable
from media.models import Asset, AssetUse, Caption


@transaction.atomic
def use_asset(*, asset: Asset, user_kind: str, user_id: str) -> AssetUse:
    """Say that a thing of an upper app needs this asset; saying it twice changes nothing."""
    use, _ = AssetUse.objects.get_or_create(asset=asset, user_kind=user_kind, user_id=user_id)
    return use


@transaction.atomic
def release_asset(*, asset: Asset, user_kind: str, user_id: str) -> None:
    """Say that it no longer does."""
    AssetUse.objects.filter(asset=asset, user_kind=user_kind, user_id=user_id).delete()


@transaction.atomic
def caption_asset(*, asset: Asset, language: str, data: bytes, at: datetime) -> Caption:
    """Give the asset captions in one language (WebVTT), in place of those it had."""
    try:
        text, cues = read_webvtt(data)
    except NotWebVTT as reason:
        raise CaptionUnreadable(line=reason.line) from reason
    caption, _ = Caption.objects.update_or_create(asset=asset, language=language, defaults={"cues": cues})
    storage.write_published(asset.public_id, caption.file_name, text)
    return caption
