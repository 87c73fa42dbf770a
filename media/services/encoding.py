"""The two publications of a recording: its own streams at once where they fit, then the full ladder."""

from typing import Final

from media import pipeline, room
from media.ladder import Plan, fits_players, plan_ladder
from media.lanes import Lane, lane_for
from media.models import Asset
from media.services.bench import Bench
from media.services.publishing import publish_edition
from media.source import Source
from school.policies.reading import policy

ANALYSED_PERCENT: Final = 10
"""The share of the bar that listening takes; encoding has the rest."""
ALMOST: Final = 99


def publish_quickly(*, bench: Bench, source: Source) -> None:
    """The first edition, of the file's own streams, where players can take them."""
    asset = bench.claim.asset
    if asset.published_level or not fits_players(source):
        return
    needed = room.for_quick_edition(asset.size)
    bench.require_room(needed)
    shop = bench.workshop(level=1, report=bench.pulse.between(0, 0), largest_file=needed)
    made = pipeline.make_remux(source, shop)
    publish_edition(claim=bench.claim, level=1, folder=shop.folder, name=shop.edition, made=made, at=bench.clock())


def lane_of(*, source: Source) -> Lane:
    """Where the ladder of this recording waits."""
    pictures = [rung for rung in _expected(source).rungs if not rung.copied]
    return lane_for(duration_ms=source.duration_ms, pictures=len(pictures))


def publish_ladder(*, bench: Bench, source: Source) -> Asset:
    """The full edition: one pass to listen, one to encode."""
    needed = room.for_ladder(source, _expected(source))
    bench.require_room(needed)
    listening = bench.workshop(level=2, report=bench.pulse.between(0, ANALYSED_PERCENT), largest_file=needed)
    loudness = pipeline.measure_loudness(source, listening)
    shop = bench.workshop(level=2, report=bench.pulse.between(ANALYSED_PERCENT, ALMOST), largest_file=needed)
    made = pipeline.make_ladder(source, shop, top=_top(), loudness=loudness)
    return publish_edition(
        claim=bench.claim, level=2, folder=shop.folder, name=shop.edition, made=made, at=bench.clock()
    )


def _expected(source: Source) -> Plan:
    """The plan as far as it is known before the sound has been listened to: its pictures are final."""
    return plan_ladder(source, top=_top(), loudness=None)


def _top() -> int:
    return int(policy("media.ladder_top"))
