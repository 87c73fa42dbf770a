"""How an attempt ended that did not succeed: who is to blame – the file, the moment, the disk – and what follows."""

import errno
from datetime import datetime
from typing import Final

import structlog

from media.failures import Delay, Failure, Unfit
from media.models import Asset
from media.room import NoRoom
from media.running import CommandFailed, CommandOutOfRoom, CommandTooGreedy, CommandTooSlow, Interrupted
from media.services.claiming import Claim, fail_asset, hand_back, try_later, wait_for_room

log = structlog.get_logger(__name__)

FULL: Final = {errno.ENOSPC, errno.EDQUOT}


def settle(*, claim: Claim, trouble: Exception, at: datetime) -> Asset:
    """Give the asset back, put it off, or fail it, by what went wrong."""
    if isinstance(trouble, Interrupted):
        return hand_back(claim=claim)
    verdict = verdict_on(trouble=trouble)
    _log(claim, trouble, verdict)
    if isinstance(verdict, Failure):
        return fail_asset(claim=claim, failure=verdict, at=at)
    if verdict is Delay.DISK_FULL:
        return wait_for_room(claim=claim, at=at)
    return try_later(claim=claim, at=at)


def verdict_on(*, trouble: Exception) -> Failure | Delay:
    """A failure where another attempt would end the same way, otherwise why to wait for one."""
    match trouble:
        case Unfit():
            return trouble.failure
        case NoRoom() | CommandOutOfRoom():
            return Delay.DISK_FULL
        case CommandTooSlow():
            return Failure.TOO_SLOW
        case CommandTooGreedy():
            return Failure.TOO_DEMANDING
        case OSError() if trouble.errno in FULL:
            return Delay.DISK_FULL
        case _:
            return Delay.TRYING_AGAIN


def _log(claim: Claim, trouble: Exception, verdict: Failure | Delay) -> None:
    """What nobody foresaw is told with its traceback."""
    foreseen = isinstance(trouble, Unfit | NoRoom | CommandFailed | OSError)
    said = trouble.last_words if isinstance(trouble, CommandFailed) else str(trouble)
    log.warning(
        "preparing broke off",
        asset=claim.asset.public_id,
        verdict=verdict.value,
        said=said,
        exc_info=None if foreseen else trouble,
    )
