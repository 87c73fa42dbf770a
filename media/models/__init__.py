from media.models.asset import UNFINISHED, Asset, AssetKind, AssetState
from media.models.asset_use import AssetUse
from media.models.caption import Caption
from media.models.rendition import Rendition

__all__ = ["UNFINISHED", "Asset", "AssetKind", "AssetState", "AssetUse", "Caption", "Rendition"]
