"""Where one claimed asset is worked on: its original, its scratch, its pulse and its limits."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from django.conf import settings

from media import room, storage, workspace
from media.failures import Failure, Unfit
from media.lanes import Lane
from media.limits import BACKGROUND, MEBIBYTE, Limits
from media.pipeline import Report, Workshop
from media.services.claiming import Claim
from media.services.pulse import Clock, Pulse

SPARE_BYTES: Final = 256 * MEBIBYTE


@dataclass(frozen=True, slots=True)
class Bench:
    """Where and by whom one asset is worked on."""

    claim: Claim
    original: Path
    scratch: Path
    pulse: Pulse
    clock: Clock

    def require_room(self, needed: int) -> None:
        """Raise NoRoom unless so many bytes fit on the disk now."""
        room.require_room(self.scratch, needed=needed, reserve=settings.DISK_RESERVE_BYTES)

    def workshop(self, *, level: int, report: Report, largest_file: int) -> Workshop:
        """The edition's name carries the claim, so that no two attempts ever write to one address."""
        name = f"level{level}-{self.claim.token}"
        folder = self.scratch / name
        folder.mkdir(exist_ok=True)
        return Workshop(
            original=self.original,
            folder=folder,
            edition=name,
            preset=settings.FFMPEG_PRESET,
            report=report,
            limits=self.limits(largest_file=largest_file),
        )

    def limits(self, *, largest_file: int) -> Limits:
        """What one program may use up here; a long encode stands back behind a short one."""
        limits = Limits(
            memory_bytes=settings.ENCODER_MEMORY_BYTES,
            file_bytes=largest_file + SPARE_BYTES,
            cores=settings.ENCODER_CORES,
        )
        return replace(limits, nice=BACKGROUND) if self.claim.asset.lane == Lane.LONG else limits


@contextmanager
def open_bench(*, claim: Claim, clock: Clock) -> Iterator[Bench]:
    """An empty scratch with the original at hand. Raises Unfit where the original is gone."""
    scratch = workspace.open_scratch(claim.asset.public_id, claim.token)
    if not storage.has_original(claim.asset.store_key):
        raise Unfit(Failure.INCOMPLETE)
    with storage.original(claim.asset.store_key, into=scratch) as original:
        yield Bench(claim, original, scratch, Pulse(claim, clock), clock)
