"""A file that is handed out as it came, once it is known to be harmless."""

import shutil
from typing import Final

from media.documents import recognise
from media.models import Asset, AssetKind
from media.room import for_document
from media.services.bench import Bench
from media.services.publishing import FINISHED, FULL_LADDER, show_edition

DOCUMENT_FILE: Final = "document.bin"


def prepare_document(*, bench: Bench) -> Asset:
    """Look at it and keep it as its own edition. Takes a second, so it never waits in a lane."""
    asset = bench.claim.asset
    form = recognise(bench.original, asset.file_name)
    bench.require_room(for_document(asset.size))
    name = f"document-{bench.claim.token}"
    folder = bench.scratch / name
    folder.mkdir()
    shutil.copyfile(bench.original, folder / DOCUMENT_FILE)
    at = bench.clock()
    known = {"published_level": FULL_LADDER, "kind": AssetKind.DOCUMENT, "content_type": form.content_type}
    return show_edition(
        claim=bench.claim,
        folder=folder,
        name=name,
        renditions=(),
        changes=known | FINISHED | {"finished_at": at},
        write_rows=lambda _asset: None,
        at=at,
    )
