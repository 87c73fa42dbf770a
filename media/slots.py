"""How many encodes of each lane run on this machine at once, over all its worker threads and processes.

A slot is a locked file: the kernel lets go of it however its holder ends, and it does not matter whether workers are
threads of one server, children of one Celery, or several Celerys side by side.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


@contextmanager
def slot(lane: str) -> Iterator[bool]:
    """Hold a free slot of the lane while the block runs; False when all are taken."""
    folder = Path(settings.WORK_ROOT) / "slots"
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(settings.MEDIA_SLOTS):
        with (folder / f"{lane}-{number}").open("wb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            yield True
            return
    yield False
