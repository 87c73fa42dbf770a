"""From a stored file to something that plays, or is shown: one claim, one piece of work, one outcome.

Each step may be the last of this process: whatever it left is found by the sweep and done again under a new claim.
"""

import structlog
from django.db import Error as DatabaseTrouble
from django.utils import timezone

from media import workspace
from media.decks.making import make_deck
from media.kinds_of_file import KindOfFile, sniff
from media.lanes import Lane
from media.models import Asset, AssetKind
from media.room import for_deck
from media.services.bench import Bench, open_bench
from media.services.claiming import Claim, LeaseLost, advance, claim_asset, hand_on, next_asset
from media.services.decking import publish_deck
from media.services.documenting import prepare_document
from media.services.encoding import lane_of, publish_ladder, publish_quickly
from media.services.imaging import prepare_image
from media.services.letting_go import drop_unfinished_editions
from media.services.measuring import hash_original, measure_recording
from media.services.pulse import Clock
from media.services.settling import settle
from media.services.sharing import share_bytes

log = structlog.get_logger(__name__)


def prepare_asset(*, asset_id: int, clock: Clock = timezone.now, whole: bool = True) -> Asset | None:
    """Do all that is left to do for one asset, or (not `whole`) the next part of it, and settle how it ended.

    None when somebody else has it or nothing is left. Reads a clock, because the work takes minutes and must keep
    saying that it is alive. A database that went away is the caller's to hear of; the lease lapses by itself.
    """
    claim = claim_asset(asset_id=asset_id, at=clock())
    if claim is None:
        return None
    try:
        return _work(claim, clock, whole=whole)
    except LeaseLost:
        log.warning("lease lost", asset=claim.asset.public_id)
        return None
    except DatabaseTrouble:
        raise
    except Exception as trouble:  # noqa: BLE001 - a file can make any library stumble; it must not take the queue along
        return settle(claim=claim, trouble=trouble, at=clock())
    finally:
        workspace.discard_scratch(claim.asset.public_id, claim.token)


def _work(claim: Claim, clock: Clock, *, whole: bool) -> Asset:
    drop_unfinished_editions(asset=claim.asset)
    with open_bench(claim=claim, clock=clock) as bench:
        if claim.asset.lane == Lane.LOOK:
            digest = hash_original(original=bench.original, pulse=bench.pulse)
            shared = share_bytes(claim=claim, sha256=digest, at=clock())
            if shared is not None:
                return shared
        if claim.asset.kind == AssetKind.DOCUMENT:
            return prepare_document(bench=bench)
        found = sniff(bench.original)
        if found == KindOfFile.IMAGE:
            return prepare_image(bench=bench)
        if found == KindOfFile.DECK:
            return _prepare_deck(bench, whole=whole)
        return _prepare_recording(bench, whole=whole)


def _prepare_recording(bench: Bench, *, whole: bool) -> Asset:
    """Look: measure and publish what fits at once. Then, now or in its lane, the ladder."""
    claim = bench.claim
    source = measure_recording(claim=claim, original=bench.original, pulse=bench.pulse)
    if claim.asset.lane == Lane.LOOK:
        publish_quickly(bench=bench, source=source)
        lane = lane_of(source=source)
        if not whole and _others_come_first(bench, lane):
            return hand_on(claim=claim, lane=lane)
        advance(claim=claim, lane=lane)
    return publish_ladder(bench=bench, source=source)


def _others_come_first(bench: Bench, lane: Lane) -> bool:
    """Where nothing else waits, short work goes on at once, without a second claim and a second look."""
    return lane is not Lane.SHORT or next_asset(lane=Lane.SHORT, at=bench.clock()) is not None


def _prepare_deck(bench: Bench, *, whole: bool) -> Asset:
    """Drawing pages takes as long as a short encode, and waits with those."""
    if bench.claim.asset.lane == Lane.LOOK and not whole and _others_come_first(bench, Lane.SHORT):
        return hand_on(claim=bench.claim, lane=Lane.SHORT)
    name = f"deck-{bench.claim.token}"
    folder = bench.scratch / name
    folder.mkdir()
    bench.require_room(for_deck(bench.claim.asset.size))
    made = make_deck(bench.original, folder, bench.pulse.beat)
    return publish_deck(claim=bench.claim, folder=folder, name=name, made=made, at=bench.clock())
