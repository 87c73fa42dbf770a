"""Which of the frames an encode proposed are worth showing, and which one stands until somebody chooses."""

import shutil
from pathlib import Path
from typing import Final

from PIL import Image, ImageStat

from media.ffmpeg import POSTER
from media.storyboard import BLANK_DETAIL, poster_name

LOOKED_AT_SIZE: Final = (64, 36)


def keep_candidates(folder: Path, proposed: int) -> int:
    """Drop blank frames, number the rest from 1, and put the one with most to see into `poster.jpg`; how many stay.

    Where all are blank the first one stays: a recording may be of a dark room.
    """
    found = [path for path in (folder / poster_name(number + 1) for number in range(proposed)) if path.exists()]
    details = {path: _detail(path) for path in found}
    kept = [path for path in found if details[path] >= BLANK_DETAIL] or found[:1]
    for path in found:
        if path not in kept:
            path.unlink()
    if not kept:
        return 0
    shutil.copyfile(max(kept, key=lambda path: details[path]), folder / POSTER)
    for number, path in enumerate(kept, start=1):
        path.rename(folder / poster_name(number))
    return len(kept)


def _detail(path: Path) -> float:
    """How much brightness varies over the picture: its standard deviation, 0 to about 127."""
    with Image.open(path) as picture:
        return ImageStat.Stat(picture.convert("L").resize(LOOKED_AT_SIZE)).stddev[0]
