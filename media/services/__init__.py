from media.services.captioning import caption_asset
from media.services.managing import delete_asset, rename_asset
from media.services.preparing import prepare_asset
from media.services.uploading import (
    begin_upload,
    cancel_upload,
    finish_upload,
    receive_chunk,
    store_file,
    store_uploaded_file,
)
from media.services.using import release_asset, use_asset

__all__ = [
    "begin_upload",
    "cancel_upload",
    "caption_asset",
    "delete_asset",
    "finish_upload",
    "prepare_asset",
    "receive_chunk",
    "release_asset",
    "rename_asset",
    "store_file",
    "store_uploaded_file",
    "use_asset",
]
