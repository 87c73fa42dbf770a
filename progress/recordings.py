"""What a member has of all recordings that ever stood in a lecture: one read, then judged in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from courses.carrying import Carried
from courses.lineage import OutgrownRecording, outgrown_recordings
from courses.models import LectureRevision
from progress.coverage import Timeline, from_bytes, required_bits
from progress.models import Coverage


@dataclass(frozen=True)
class Held:
    """Bitmaps by asset, and the place to go on from in the recording that is shown now."""

    by_asset: Mapping[int, int]
    resume_ms: int

    def carried(self, shown: LectureRevision) -> int:
        """The seconds of earlier recordings that count for the one shown, by what its author said."""
        return carry(shown.carried, self.by_asset)

    def bits(self, shown: LectureRevision) -> int:
        """All that counts: played, or carried over."""
        return self.by_asset.get(shown.asset_id or 0, 0) | self.carried(shown)

    def floor(self, shown: LectureRevision) -> int:
        """The largest share, in percent, of what was to be watched of the lecture in an earlier revision."""
        return max((self._percent(kept) for kept in outgrown_recordings(shown.outgrown)), default=0)

    def _percent(self, kept: OutgrownRecording) -> int:
        required = required_bits(Timeline(kept.duration_ms), from_ms=kept.required_from_ms, to_ms=kept.required_to_ms)
        bits = self.by_asset.get(kept.asset_id, 0) | carry(kept.carried, self.by_asset)
        return (bits & required).bit_count() * 100 // required.bit_count()


def carry(carried: tuple[Carried, ...], by_asset: Mapping[int, int]) -> int:
    """The seconds of these recordings that count for another one."""
    bits = 0
    for one in carried:
        bits |= one.shift(by_asset.get(one.asset_id, 0))
    return bits


def read_earlier(member_id: int, shown: LectureRevision) -> Held:
    """The same for one who only needs what came before; no query where nothing did."""
    return read_recordings(member_id, shown) if shown.carries or shown.outgrown else Held({}, 0)


def read_recordings(member_id: int, shown: LectureRevision) -> Held:
    """What this record of a member has played of what the lecture shows and showed; one query."""
    before = outgrown_recordings(shown.outgrown)
    assets = {shown.asset_id or 0, *(one.asset_id for one in shown.carried), *(kept.asset_id for kept in before)}
    assets |= {one.asset_id for kept in before for one in kept.carried}
    rows = Coverage.objects.filter(member_id=member_id, asset__in=assets)
    kept = {asset_id: (bits, place) for asset_id, bits, place in rows.values_list("asset_id", "bits", "resume_ms")}
    return Held(
        by_asset={asset_id: from_bytes(bytes(bits)) for asset_id, (bits, _place) in kept.items()},
        resume_ms=kept[shown.asset_id][1] if shown.asset_id in kept else 0,
    )
