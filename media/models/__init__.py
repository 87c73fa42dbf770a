from media.models.asset import UNFINISHED, Asset, AssetKind, AssetQuerySet, AssetState
from media.models.asset_use import AssetUse
from media.models.caption import Caption, CaptionQuerySet, CaptionSource, CaptionState, CaptionVersion
from media.models.deck_page import DeckPage
from media.models.rendition import Rendition
from media.models.transcription import UNDER_WAY, Transcription, TranscriptionState

__all__ = [
    "UNDER_WAY",
    "UNFINISHED",
    "Asset",
    "AssetKind",
    "AssetQuerySet",
    "AssetState",
    "AssetUse",
    "Caption",
    "CaptionQuerySet",
    "CaptionSource",
    "CaptionState",
    "CaptionVersion",
    "DeckPage",
    "Rendition",
    "Transcription",
    "TranscriptionState",
]
